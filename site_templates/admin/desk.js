// The form's own part: how a finding's file is read and written, choices that depend on another
// field, groups that may stay empty, and ids that number themselves.
"use strict";
window.CMS_MANUAL_INIT = true;

// --- A file's text. What nobody changed stays byte for byte; the rest is in the canonical form. ---

const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\u{e0000}-\u{e0fff}]/gu;
const DATE = /^\p{Nd}{4}-\p{Nd}{2}(-\p{Nd}{2})?$/u;
const NUMBER_LIKE = /^[-+.]?\p{Nd}[\p{Nd}._,:+-]*$/u;
const TIME = /^\p{Nd}{4}-\p{Nd}{1,2}-\p{Nd}{1,2}(T|t|\s)/u;
const PLAIN = /^(?:-(?=[0-9])|[^\s\-?:,[\]{}#&*!|>'"%@`=~])(?:[^\n:#'"]|:(?=\S)|(?<=\S)#)*(?<=\S)(?<!:)$/u;
const OTHERWISE = /^(?:null|Null|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE|[Yy]es|YES|[Nn]o|NO|[yYnN]|on|On|ON|off|Off|OFF|[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)|[-+]?0[xob][0-9a-fA-F_]+|[-+.]?[0-9][0-9_,]*(?:\.[0-9_]*)?[eE][-+]?[0-9]+|[-+]?[0-9]+_[0-9_]*(?:\.[0-9]*)?)$/;

const clean = (text) => text.replace(/\r\n?/g, "\n").replace(/\t/g, " ").replace(UNSEEN, "").normalize("NFC").trim();

const isPlain = (text) =>
  DATE.test(text) || (PLAIN.test(text) && !NUMBER_LIKE.test(text) && !TIME.test(text) && !OTHERWISE.test(text));

function scalar(value) {
  if (typeof value !== "string") return String(value);
  return isPlain(value) ? value : `"${value.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`;
}

// What a form gives back, without what was left empty; undefined where nothing is left.
function filled(value) {
  if (typeof value === "string") return clean(value) || undefined;
  if (Array.isArray(value)) return some(value.map(filled).filter((one) => one !== undefined));
  if (value && typeof value === "object") {
    const kept = Object.entries(value).map(([key, one]) => [key, filled(one)]);
    return some(Object.fromEntries(kept.filter(([, one]) => one !== undefined)));
  }
  return value === null || value === false || Number.isNaN(value) ? undefined : value;
}
const some = (value) => (Object.keys(value).length ? value : undefined);

// The lines of a field, in the order of the form's fields.
function lines(field, value) {
  if (value === undefined) return [];
  if (Array.isArray(value) && field.single && value.length === 1) return lines(field, value[0]);
  if (Array.isArray(value)) {
    const items = value.map((one) => entries(field.fields, one));
    return [`${field.name}:`, ...items.flatMap(([first, ...more]) => [`  - ${first}`, ...more.map((line) => `    ${line}`)])];
  }
  if (field.several && value.includes("、")) return [`${field.name}:`, ...value.split("、").map((one) => `  - ${scalar(one)}`)];
  if (typeof value !== "object") return [`${field.name}: ${scalar(value)}`];
  const { said, ...rest } = value;
  if (said && !some(rest)) return [`${field.name}: true`];
  return [`${field.name}:`, ...entries(field.fields, rest).map((line) => `  ${line}`)];
}
const entries = (fields, value) => fields.flatMap((field) => lines(field, value[field.name]));

// A file's data as the form shows them: the short ways of writing a group in full.
function shown(data) {
  const { evidence, exempt, ordered, distinct_from: others } = data;
  const made = { ...data };
  if (Array.isArray(others)) made.distinct_from = others.join("、");
  if (evidence) made.evidence = [evidence].flat().map((one) => (typeof one === "string" ? { title: one } : one));
  if (exempt) made.exempt = [exempt].flat();
  if (ordered && typeof ordered === "object") made.ordered = { said: true, ...ordered };
  else if (ordered !== undefined) made.ordered = { said: ordered === true || ordered === "yes" };
  return made;
}

// The lines of a text by the key at the left margin that they belong to; comments stand above.
function blocks(text) {
  const found = new Map();
  let above = [], key = "";
  for (const line of text.split("\n").slice(0, -1)) {
    const begins = /^(\w+):/.exec(line);
    if (begins) key = begins[1];
    if (line.startsWith("#")) above.push(line);
    else { found.set(key, [...(found.get(key) ?? []), ...above, line]); above = []; }
  }
  return { found, end: above };
}

const parsed = (text) => (text ? shown(jsyaml.load(text, { schema: jsyaml.CORE_SCHEMA })) : {});

function written(fields, data) {
  const text = data.original ?? "", was = parsed(text), { found, end } = blocks(text);
  const kept = fields.flatMap((field) => {
    const here = found.get(field.name) ?? [], now = lines(field, filled(data[field.name]));
    const same = lines(field, filled(was[field.name])).join("\n") === now.join("\n");
    return same ? here : [...here.filter((line) => line.startsWith("#")), ...now];
  });
  return [...kept, ...end, ""].join("\n");
}

// --- What the form is made of. ---

// A field that follows another one: the form itself does not tell it of a change.
const follows = {
  shouldComponentUpdate: () => true,
  componentDidMount() { addEventListener("chosen", this.follow); },
  componentWillUnmount() { removeEventListener("chosen", this.follow); },
  entry(...path) { return this.props.getEntry().getIn(path); },
};
const wrong = (message) => ({ error: { type: "CUSTOM", message } });

const choice = (Select) => createClass({
  ...follows,
  follow() { this.forceUpdate(); },
  within() {
    const { field } = this.props, chosen = this.entry("data", field.get("by"));
    return field.get("options").filter((one) => !one.has("of") || one.get("of").includes(chosen));
  },
  isValid() {
    const { field, value } = this.props, slug = this.entry("slug"), label = field.get("label");
    if (field.get("fixed") && slug && value && !slug.startsWith(`${value}/`))
      return wrong(`${label}登记以后不能改：撤回这一件，在另一个${label}名下重新登记`);
    if (!value && field.get("needed") && !this.within().isEmpty())
      return wrong(`这条计分办法分档计分，必须选${label}`);
    if (value && field.has("by") && !this.within().some((one) => one.get("value") === value))
      return wrong(`所选的${label}在这里不适用，请重新选择`);
    return true;
  },
  changed(value) {
    this.props.onChange(value);
    setTimeout(() => dispatchEvent(new Event("chosen")));  // the entry has it by then
  },
  render() {
    return h(Select, { ...this.props, onChange: this.changed, field: this.props.field.set("options", this.within()) });
  },
});

// A text that some rules ask for.
const needed = (Text) => createClass({
  ...follows,
  follow() {},
  isValid() {
    const { field, value } = this.props, asked = field.get("of").includes(this.entry("data", "rule"));
    return Boolean(value) || !asked || wrong(`这条计分办法同一${field.get("label")}只计一次，必须写明`);
  },
  render() { return h(Text, this.props); },
});

// A group of which nothing is filled in lacks nothing.
const group = (Whole) => class extends Whole {
  constructor(props) {
    super(props);
    const whole = this.validate;
    this.validate = () => {
      if (filled(this.props.value?.toJS?.())) whole();
      else Object.values(this.childRefs).forEach((child) => child.props.onValidate([]));
    };
  }
};

const used = new Set();
function following(id) {
  while (id && used.has(id)) id = id.replace(/\d+$/, (n) => String(Number(n) + 1).padStart(n.length, "0"));
  return id;
}

const findingId = () => createClass({
  ...follows,
  follow() {
    const { field, value, onChange } = this.props;
    const next = following(field.getIn(["next", this.entry("data", "unit")]));
    if (!this.entry("slug") && next && (!value || value === this.proposed)) onChange((this.proposed = next));
  },
  getValidateValue() { return this.entry("slug") || this.props.value; },
  isValid() {
    const { value } = this.props;
    return !value || /^[a-z0-9][a-z0-9-]{0,59}$/.test(value) || wrong("编号只用小写字母、数字和连字符，不超过 60 字");
  },
  render() {
    const { forID, classNameWrapper, value, onChange, setActiveStyle, setInactiveStyle } = this.props;
    const slug = this.entry("slug");
    return h("input", {
      id: forID, type: "text", className: classNameWrapper, disabled: Boolean(slug), value: slug ? slug.split("/").pop() : value ?? "",
      onChange: (event) => onChange(event.target.value), onFocus: setActiveStyle, onBlur: setInactiveStyle,
    });
  },
});

// Words that mean something else here: a month is published, a finding is saved. What has no words is
// not shown: the new form that opens on saving has the old entry in it still.
const word = (review) => ({
  collection: { sidebar: { collections: "各月" } },
  editor: {
    editorControl: { field: { optional: "可以不填" } },
    editorControlPane: { widget: { regexPattern: "“%{fieldLabel}”填写有误：%{pattern}" } },
    editorToolbar: {
      backCollection: "%{collectionLabel}", changesSaved: "", publishing: "正在保存…",
      publish: review ? "合并" : "保存", publishNow: review ? "合并" : "保存", published: review ? "已合并" : "已保存",
      publishAndCreateNew: "", publishAndDuplicate: "", duplicate: "",
      deleteUnpublishedEntry: "放弃", deleteUnpublishedChanges: "放弃修改",
    },
    editor: { onPublishing: "确定合并吗？", onPublishingNotReady: "先把状态改为“就绪”，再合并" },
    editorWidgets: { datetime: { now: "今天", setToNow: "今天" } },
  },
  workflow: {
    workflow: { workflowHeading: "待审查的修改", newPost: "录入", dateFormat: "M月D日" },
    workflowCard: { publishChanges: "合并", publishNewEntry: "合并", deleteChanges: "放弃修改", deleteNewEntry: "放弃" },
    workflowList: { onPublishEntry: "确定合并吗？", onDeleteEntry: "确定放弃吗？" },
  },
});
function replace(words, by) {
  for (const [key, one] of Object.entries(by)) {
    if (typeof one === "string") words[key] = one;
    else replace((words[key] ??= {}), one);
  }
}

addEventListener("DOMContentLoaded", async () => {
  const { config, names } = await (await fetch("config.json")).json();
  const fields = config.collections[0]?.fields.filter((field) => field.name !== "id") ?? [];
  CMS.registerCustomFormat("finding", "yaml", {
    fromFile: (text) => { const data = parsed(text); return { ...data, original: text, who: names[data.unit] ?? data.unit }; },
    toFile: (data) => written(fields, data),
  });
  CMS.registerWidget("choice", choice(CMS.getWidget("select").control));
  CMS.registerWidget("needed", needed(CMS.getWidget("string").control));
  CMS.registerWidget("group", group(CMS.getWidget("object").control));
  CMS.registerWidget("finding-id", findingId());
  CMS.registerMediaLibrary({ name: "none", init: () => ({ show() {}, hide() {}, enableStandalone: () => false }) });
  CMS.registerEventListener({ name: "postSave", handler: ({ entry }) => used.add(entry.getIn(["data", "id"])) });
  replace(CMS.getLocale("zh_Hans"), word(config.publish_mode));
  // On one's own machine nobody has to sign in.
  if (config.backend.name === "proxy") localStorage.setItem("decap-cms-user", '{"backendName":"proxy"}');
  CMS.init({ config });
});
