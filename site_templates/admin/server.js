// What saves on one's own machine: decap-server, for the pages of the form alone. By itself it does
// what any program or page asks that can reach it, a page whose own name leads here (DNS rebinding) too.
"use strict";
const express = require("express"); // decap-server brings it
const { registerLocalGit } = require("decap-server/dist/middlewares");
const { BIND_HOST, PORT, ORIGIN, LOG_LEVEL } = process.env;

const app = express();
app.use(({ headers: { host, origin } }, answer, next) =>
  host === `${BIND_HOST}:${PORT}` && origin === ORIGIN ? next() : answer.status(403).end());
registerLocalGit(app, { logLevel: LOG_LEVEL }).then(() => app.listen(Number(PORT), BIND_HOST));
