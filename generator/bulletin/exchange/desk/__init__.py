"""The form in the browser: what Decap CMS is told of schemas, units, rules and open months."""
