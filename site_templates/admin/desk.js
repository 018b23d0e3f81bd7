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
  if (typeof value !== "object") return [`${field.name}: ${isWhole(field, value) ? value : scalar(value)}`];
  const { said, ...rest } = value;
  if (said && !some(rest)) return [`${field.name}: true`];
  return [`${field.name}:`, ...entries(field.fields, rest).map((line) => `  ${line}`)];
}
// A whole number is kept as it was typed until it is written; what is none stays a text, and is refused.
const WHOLE = /^(?:0|[1-9]\d{0,8})$/;
const isWhole = (field, value) => field.widget === "whole" && WHOLE.test(value);
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

// Personal data in a text, in its plain ways of writing; check digits tell a number from a person's.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const luhn = (digits) => [...digits].reverse().reduce((sum, d, i) => sum + (i % 2 ? (2 * d > 9 ? 2 * d - 9 : 2 * d) : +d), 0);
const proofs = {
  "": () => true,
  card: (digits) => luhn(digits) % 10 === 0,
  identity: (digits) => "10X98765432"[WEIGHTS.reduce((sum, w, i) => sum + w * digits[i], 0) % 11] === digits[17].toUpperCase(),
};
let personal = [];
function exposed(text) {
  const plain = text.normalize("NFKC");
  return personal.find(({ pattern, proof }) => [...plain.matchAll(new RegExp(pattern, "g"))].some(([found]) => proofs[proof](found)));
}

// A text in which nobody's numbers may be.
const discreet = (Text) => createClass({
  isValid() {
    const { value } = this.props, what = typeof value === "string" && exposed(value);
    return !what || wrong(`不得写${what.title}：删去，联系方式等个人信息在库外登记`);
  },
  render() { return h(Text, this.props); },
});

// A whole number: what is typed stays as it is, and what is none is refused.
const whole = () => createClass({
  isValid() {
    const { field, value } = this.props, label = field.get("label"), text = clean(String(value ?? ""));
    if (!text) return true;
    if (!WHOLE.test(text)) return wrong(`${label}必须是整数，写的是“${text}”`);
    const least = field.get("min"), most = field.get("max");
    return (least <= text && text <= most) || wrong(`${label}应在 ${least} 至 ${most} 之间，写的是“${text}”`);
  },
  render() {
    const { forID, classNameWrapper, value, onChange, setActiveStyle, setInactiveStyle } = this.props;
    return h("input", {
      id: forID, type: "text", inputMode: "numeric", className: classNameWrapper, value: value ?? "",
      onChange: (event) => onChange(event.target.value), onFocus: setActiveStyle, onBlur: setInactiveStyle,
    });
  },
});

// A day: what was typed and is none leaves the field without a value, which is not the same as empty.
const day = (Day) => createClass({
  isHalf() { return document.getElementById(this.props.forID)?.validity?.badInput ?? false; },
  isValid() {
    if (this.isHalf()) return wrong(`${this.props.field.get("label")}没有写全，或者没有这一天`);
    return this.inner?.isValid?.() ?? true;
  },
  render() { return h(Day, { ...this.props, ref: (inner) => { this.inner = inner; } }); },
});

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
    const what = value && exposed(value);
    if (what) return wrong(`不得写${what.title}`);
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
      const children = Object.values(this.childRefs), half = children.some((child) => child.innerWrappedControl?.isHalf?.());
      if (half || filled(this.props.value?.toJS?.())) whole();
      else children.forEach((child) => child.props.onValidate([]));
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
    const { value } = this.props, what = value && exposed(value);
    if (what) return wrong(`编号里不得有${what.title}`);
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

// --- What is said of a save: at the fields, and over the foot of the form until the next one. ---

const element = (name, attributes, ...inside) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...inside);
  return made;
};
const fieldOf = (name) => (name ? document.querySelector(`[id^="${name}-field-"]`) : null);
const sentence = ({ label, code, message, hint }) => `${label ? `${label}：` : ""}${code} ${message}${hint ? `（${hint}）` : ""}`;

function unsay() {
  document.querySelectorAll(".said, .said-here").forEach((old) => old.remove());
}
function say(role, head, problems) {
  unsay();
  const rows = problems.map((problem) => {
    const field = fieldOf(problem.field), text = sentence(problem);
    if (!field) return element("li", {}, text);
    const control = field.closest('[class*="-ControlContainer"]') ?? field.parentElement;
    control.append(element("p", { className: "said-here" }, problem.message));
    return element("li", {}, element("button", { type: "button", onclick: () => { control.scrollIntoView({ block: "center" }); field.focus(); } }, text));
  });
  const close = element("button", { type: "button", className: "said-close", onclick: unsay }, "知道了");
  const said = element("section", { className: "said" }, element("strong", {}, head), element("ul", {}, ...rows), close);
  said.setAttribute("role", role);
  document.body.append(said);
}

// --- What saves on one's own machine judges a finding first: here is told what it says. ---

const before = new Map();  // by what is to be written: the text that it was made from
const opened = new Map();  // by path: the text that was last opened or saved here

async function persist(send, asked) {
  const [file] = asked.params.dataFiles;
  asked.params.bases = [before.get(file.raw), opened.get(file.path)].filter((text) => typeof text === "string");
  unsay();
  let answer = await send(asked), said = await answer.clone().json();
  if (said.asked?.length && confirm(`${said.asked.map(sentence).join("\n")}\n\n确定照这样保存吗？`)) {
    asked.params.options.accepted = true;
    answer = await send(asked);
    said = await answer.clone().json();
  }
  if (answer.ok) opened.set(file.path, said.raw);
  if (answer.ok && said.warnings.length) say("status", "已经保存，请看一看：", said.warnings);
  if (!answer.ok) say("alert", said.error, said.problems?.length ? said.problems : said.asked ?? []);
  return answer;
}

function judged(api) {
  const plain = window.fetch.bind(window);
  window.fetch = async (address, options) => {
    if (address !== api) return plain(address, options);
    const asked = JSON.parse(options.body), { action, params } = asked;
    const send = (body) => plain(api, { ...options, body: JSON.stringify(body) });
    if (action === "persistEntry") return persist(send, asked);
    const answer = await send(asked);
    if (action === "getEntry" || action === "unpublishedEntryDataFile") opened.set(params.path, (await answer.clone().json()).data);
    if (!answer.ok && action === "publishUnpublishedEntry") {
      const { error, problems } = await answer.clone().json();
      say("alert", error, problems ?? []);
    }
    return answer;
  };
}

// --- One entry a page: the form does not notice that its address means another one by now. ---

const EDITOR = /#\/collections\/([^/]+)\/(?:new|entries\/)/;
let coming = "";  // the collection in which a new entry was saved: the form goes to its address by itself
let leaving = false;

// Whether something is not saved: the form stops whoever would leave the page then.
function unsaved() {
  const ask = Object.defineProperty(new Event("beforeunload"), "returnValue", { value: "", writable: true });
  dispatchEvent(ask);
  return ask.returnValue !== "";
}
addEventListener("beforeunload", (event) => leaving && event.stopImmediatePropagation(), true);
addEventListener("hashchange", (event) => {
  unsay();
  const from = EDITOR.exec(event.oldURL), to = EDITOR.exec(event.newURL), own = coming;
  coming = "";
  if (!from || !to || (own === to[1] && from[1] === to[1])) return;
  event.stopImmediatePropagation();
  if (unsaved() && !confirm("这一件有修改没有保存，打开另一件就没有了。确定打开另一件吗？")) {
    history.replaceState(null, "", event.oldURL);
    return;
  }
  leaving = true;
  location.reload();
}, true);

// Words that mean something else here: a month is published, a finding is saved. What has no words is
// not shown: the new form that opens on saving has the old entry in it still.
const word = (review, local) => ({
  ui: { toast: { onFailToPersist: local ? "没有保存" : "没有保存：%{details}", onFailToPublishEntry: local ? "没有合并" : "没有合并：%{details}" } },
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
  const { config, names, personal: patterns } = await (await fetch("config.json")).json();
  const local = config.backend.name === "proxy";
  personal = patterns;
  const fields = config.collections[0]?.fields.filter((field) => field.name !== "id") ?? [];
  CMS.registerCustomFormat("finding", "yaml", {
    fromFile: (text) => { const data = parsed(text); return { ...data, original: text, who: names[data.unit] ?? data.unit }; },
    toFile: (data) => {
      const text = written(fields, data);
      before.set(text, data.original);
      return text;
    },
  });
  CMS.registerWidget("choice", choice(CMS.getWidget("select").control));
  CMS.registerWidget("string", discreet(CMS.getWidget("string").control));
  CMS.registerWidget("text", discreet(CMS.getWidget("text").control));
  CMS.registerWidget("needed", needed(CMS.getWidget("string").control));
  CMS.registerWidget("datetime", day(CMS.getWidget("datetime").control));
  CMS.registerWidget("whole", whole());
  CMS.registerWidget("group", group(CMS.getWidget("object").control));
  CMS.registerWidget("finding-id", findingId());
  CMS.registerMediaLibrary({ name: "none", init: () => ({ show() {}, hide() {}, enableStandalone: () => false }) });
  CMS.registerEventListener({ name: "postSave", handler: ({ entry }) => {
    used.add(entry.getIn(["data", "id"]));
    if (entry.get("newRecord")) coming = EDITOR.exec(location.hash)?.[1] ?? "";
  } });
  replace(CMS.getLocale("zh_Hans"), word(config.publish_mode, local));
  // On one's own machine nobody has to sign in.
  if (local) {
    config.backend.proxy_url = new URL(config.backend.proxy_url, location.href).pathname;
    judged(config.backend.proxy_url);
  }
  if (local) localStorage.setItem("decap-cms-user", '{"backendName":"proxy"}');
  CMS.init({ config });
});
