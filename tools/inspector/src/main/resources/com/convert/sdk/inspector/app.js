// The page without a library or a build step. Whatever comes from the server is set as text, never as markup.
const $ = id => document.getElementById(id);
const number = new Intl.NumberFormat("en");
const share = value => `${(value * 100).toFixed(1)} %`;

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content.filter(part => part !== null && part !== undefined));
  return made;
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function ago(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} days`;
}

// ---- what the instance says -------------------------------------------------------------------------------------

let state = null;
let clockOffset = 0;
let paused = false;
const rates = [];

function show(next) {
  state = next;
  clockOffset = next.now - Date.now();
  $("project").textContent = next.configuration.project
    ? `Project ${next.configuration.project}, account ${next.configuration.account}` : "No configuration yet";
  showTiles();
  showExperiences();
  showKeys();
  if (!paused) showFeed();
}

const STATES = { created: "Not started", loading: "Loading", ready: "Ready", failed: "Failed", closed: "Closed" };

function showTiles() {
  const { instance, configuration, delivery } = state;
  setText($("state"), STATES[instance.state] ?? instance.state);
  showAge();
  setText($("decided"), number.format(delivery.decided));
  showRate(delivery.decided);
  setText($("waiting"), number.format(delivery.waiting));
  setText($("oldest"), delivery.waiting > 0 ? `oldest for ${ago(delivery.oldest_millis)}` : "the queue is empty");
  setText($("delivered"), number.format(delivery.delivered));
  const trouble = [];
  if (delivery.lost > 0) trouble.push(`${number.format(delivery.lost)} lost`);
  if (delivery.retries > 0) trouble.push(delivery.retries === 1 ? "1 retry" : `${number.format(delivery.retries)} retries`);
  if (!delivery.reporting) trouble.push("reporting is off");
  setText($("lost"), trouble.length ? trouble.join(", ") : "none lost");
  setText($("since"), state.watching_since
    ? `seen since ${new Date(state.watching_since).toLocaleTimeString()}` +
      (delivery.missed > 0 ? `, ${number.format(delivery.missed)} too fast to see` : "") : "");
  const problem = $("problem");
  const message = instance.state === "failed" ? `Loading the configuration failed: ${instance.failure}.`
    : instance.state === "closed" ? "This instance is closed: it decides and reports nothing any more." : "";
  problem.hidden = !message;
  setText(problem, message);
}

function showAge() {
  if (!state) return;
  const { configuration, instance } = state;
  const now = Date.now() + clockOffset;
  const from = { remote: "from Convert", cache: "from the cache file", direct: "direct data" }[instance.source] ?? "";
  const age = configuration.fetched_at ? `fetched ${ago(now - configuration.fetched_at)} ago`
    : configuration.seen_at ? `in use for ${ago(now - configuration.seen_at)}` : "";
  setText($("age"), [from, age].filter(Boolean).join(", "));
}

function showRate(decided) {
  const now = Date.now();
  rates.push([now, decided]);
  while (rates.length > 2 && now - rates[0][0] > 10000) rates.shift();
  const [from, before] = rates[0];
  const perSecond = now > from ? (decided - before) * 1000 / (now - from) : 0;
  setText($("rate"), `${number.format(Math.round(Math.max(0, perSecond)))} a second`);
}

// ---- experiences: made once, then changed in place, so that focus and screen readers keep their place --------------

const cards = new Map();

function showExperiences() {
  const keys = new Set();
  for (const experience of state.experiences) {
    keys.add(experience.key);
    let card = cards.get(experience.key);
    const shape = experience.variations.map(variation => variation.id).join("\n");
    if (!card || card.shape !== shape) {
      const fresh = makeCard(experience, shape);
      if (card) card.root.replaceWith(fresh.root); else $("cards").append(fresh.root);
      cards.set(experience.key, card = fresh);
    }
    fillCard(card, experience);
  }
  for (const [key, card] of cards) {
    if (!keys.has(key)) {
      card.root.remove();
      cards.delete(key);
    }
  }
  $("empty").hidden = state.experiences.length > 0;
}

function makeCard(experience, shape) {
  const badge = element("span", "pill plain");
  const visitors = element("span", "quiet");
  const title = element("h3", "", experience.key);
  title.id = `experience-${experience.id}`;
  const root = element("section", "card", element("div", "card-head", title, visitors, badge));
  root.setAttribute("aria-labelledby", title.id);
  const rows = experience.variations.map(variation => makeVariation(experience, variation));
  root.append(...rows.map(row => row.root));
  if (!rows.length) root.append(element("p", "none", "It has no variations."));
  return { root, badge, visitors, rows, shape };
}

function makeVariation(experience, variation) {
  const planFill = element("span");
  const seenFill = element("span");
  const whisker = element("div", "whisker");
  const bars = element("div", "bars",
    element("div", "bar plan-bar", planFill), element("div", "bar seen-bar", seenFill), whisker);
  bars.setAttribute("aria-hidden", "true");
  const seen = element("div", "share");
  const planned = element("div", "quiet");
  const count = element("div", "quiet");
  const button = element("button", "", "Preview");
  button.type = "button";
  button.setAttribute("aria-label", `Preview ${variation.name} of ${experience.key} in this browser`);
  button.disabled = !/^\d+$/.test(experience.id) || !/^\d+$/.test(variation.id);
  button.addEventListener("click", () => preview({ experience: experience.id, variation: variation.id }));
  const root = element("div", "variation", element("div", "name", variation.name), bars,
    element("div", "figures", seen, planned, count), button);
  return { root, planFill, seenFill, whisker, seen, planned, count };
}

const VERDICTS = {
  healthy: ["good", "split as planned"], mismatch: ["bad", "sample ratio mismatch"],
  unplanned_visitors: ["bad", "visitors without planned traffic"], too_few: ["plain", "too few to judge"],
};

function fillCard(card, experience) {
  const [kind, text] = experience.archived ? ["plain", "archived"]
    : VERDICTS[experience.verdict] ?? ["plain", experience.environment ? `only for ${experience.environment}` : "nobody seen yet"];
  card.badge.className = `pill ${kind}`;
  setText(card.badge, text);
  card.badge.title = experience.p_value === null || experience.p_value === undefined ? ""
    : `p = ${experience.p_value.toPrecision(2)}`;
  setText(card.visitors, experience.visitors
    ? `${number.format(experience.visitors)} visitors` + (experience.one_in > 1 ? `, a sample of one in ${experience.one_in}` : "")
    : "");
  experience.variations.forEach((variation, index) => fillVariation(card.rows[index], variation));
}

function fillVariation(row, variation) {
  row.planFill.style.width = `${variation.expected * 100}%`;
  const isSeen = variation.count !== undefined;
  row.seenFill.style.width = isSeen ? `${variation.share * 100}%` : "0";
  row.whisker.hidden = !isSeen;
  if (isSeen) {
    row.whisker.style.left = `${variation.low * 100}%`;
    row.whisker.style.width = `${(variation.high - variation.low) * 100}%`;
  }
  setText(row.seen, isSeen ? `${share(variation.share)} seen` : "");
  setText(row.planned, `${share(variation.expected)} planned`);
  setText(row.count, isSeen
    ? `${number.format(variation.count)} · ${(variation.low * 100).toFixed(1)} – ${share(variation.high)}` : "");
}

// ---- the feed -------------------------------------------------------------------------------------------------------

const KINDS = {
  decision: "plain", conversion: "good", delivery: "plain", failure: "bad", configuration: "waiting",
};
const shownEvents = [];

function showFeed() {
  const list = $("feed");
  const same = event => `${event.at} ${event.kind} ${event.visitor ?? ""} ${event.name ?? ""} ${event.detail ?? ""}`;
  const keys = state.feed.map(same);
  const known = shownEvents.length ? keys.findIndex((key, index) => keys.slice(index, index + 3).join() === shownEvents.slice(0, Math.min(3, keys.length - index)).join()) : -1;
  const fresh = known < 0 ? state.feed : state.feed.slice(0, known);
  if (known < 0) list.replaceChildren();
  for (const event of [...fresh].reverse()) list.prepend(feedItem(event));
  while (list.children.length > state.feed.length) list.lastChild.remove();
  shownEvents.splice(0, shownEvents.length, ...keys);
  $("silence").hidden = state.feed.length > 0;
}

function feedItem(event) {
  const time = element("time", "", new Date(event.at).toLocaleTimeString([], { hour12: false }));
  time.dateTime = new Date(event.at).toISOString();
  const what = element("div", "what", element("span", `tag ${KINDS[event.kind] ?? "plain"}`, event.kind));
  if (event.kind === "decision") what.append(`${event.name} → ${event.detail}`, event.feature ? ` (${event.feature})` : "");
  else what.append([event.name, event.detail].filter(Boolean).join(" "));
  if (event.visitor) what.append(" ", element("span", "ref", event.visitor));
  return element("li", "", time, what);
}

$("pause").addEventListener("click", () => {
  paused = !paused;
  $("pause").setAttribute("aria-pressed", String(paused));
  setText($("pause"), paused ? "Resume" : "Pause");
  if (!paused && state) showFeed();
});

// ---- explaining -----------------------------------------------------------------------------------------------------

let keysShown = "";

function showKeys() {
  const experiences = state.experiences.map(experience => experience.key);
  const shape = JSON.stringify([experiences, state.features]);
  if (shape === keysShown) return;
  keysShown = shape;
  const select = $("key");
  const chosen = select.value;
  const group = (label, keys) => {
    const made = element("optgroup", "", ...keys.map(key => element("option", "", key)));
    made.label = label;
    return made;
  };
  select.replaceChildren(group("Experiences", experiences), group("Features", state.features));
  if ([...experiences, ...state.features].includes(chosen)) select.value = chosen;
}

function valuesOf(text) {
  const values = {};
  for (const line of text.split("\n")) {
    const at = line.indexOf("=");
    const name = (at < 0 ? line : line.slice(0, at)).trim();
    if (!name) continue;
    if (at < 0) throw new Error(`“${name}” has no value: write name = value`);
    const value = line.slice(at + 1).trim();
    try { values[name] = JSON.parse(value); } catch { values[name] = value; }
  }
  return values;
}

async function ask(path, body) {
  const response = await fetch(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || `the server answered ${response.status}`);
  return answer;
}

$("explain").addEventListener("submit", async event => {
  event.preventDefault();
  const answer = $("answer");
  try {
    const explanation = await ask("explain", {
      key: $("key").value, visitor: $("visitor").value,
      attributes: valuesOf($("attributes").value), location: valuesOf($("location").value),
    });
    answer.replaceChildren(explained(explanation));
  } catch (failure) {
    answer.replaceChildren(element("p", "answer note", failure.message));
  }
});

function explained(explanation) {
  const serving = explanation.experiences.find(experience => experience.key === explanation.served_by);
  const only = explanation.experiences[0];
  const verdict = serving
    ? (explanation.kind === "feature" ? `Enabled by ${serving.variation_key} of ${serving.key}` : `Variation ${serving.variation_key}`)
    : explanation.similar_keys ? "There is no such key"
    : explanation.kind === "feature" ? "Not enabled" : `No variation: turned away at ${only.failed_stage}`;
  const root = element("div", "answer", element("p", "verdict", verdict),
    element("p", "quiet", `Visitor ${explanation.visitor_ref}`));
  for (const experience of explanation.experiences) {
    if (explanation.kind === "feature") root.append(element("h3", "", experience.key));
    root.append(ruler(experience), ranges(experience), stages(experience));
  }
  return root;
}

function holds(range, value) {
  return value >= range.from && value < range.until;
}

function ruler(experience) {
  const value = experience.bucket_value;
  const root = element("div", "ruler");
  root.setAttribute("role", "img");
  root.setAttribute("aria-label", `Bucket value ${value} of 10,000`);
  for (const range of experience.ranges.filter(range => range.variation_key)) {
    const piece = element("div", holds(range, value) ? "piece hit" : "piece");
    piece.style.left = `${range.from / 100}%`;
    piece.style.width = `${(range.until - range.from) / 100}%`;
    root.append(piece);
  }
  const needle = element("div", value > 8500 ? "needle late" : "needle", element("span", "", number.format(value)));
  needle.style.left = `${value / 100}%`;
  root.append(needle);
  return root;
}

function ranges(experience) {
  return element("ul", "ranges", ...experience.ranges.map(range => element(
    "li", holds(range, experience.bucket_value) ? "hit" : "",
    `${number.format(range.from)} – ${number.format(range.until - 1)}  ${range.variation_key ?? "outside the traffic"}`)));
}

function mark(kind) {
  const [className, text] = { yes: ["yes", "✓"], no: ["no", "✕"], skip: ["skip-mark", "–"] }[kind];
  const made = element("span", `mark ${className}`, text);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", { yes: "passed:", no: "failed:", skip: "not asked:" }[kind]);
  return made;
}

function stages(experience) {
  return element("ol", "stages", ...experience.stages.map(stage => {
    const kind = { passed: "yes", failed: "no", not_reached: "skip" }[stage.outcome];
    const item = element("li", "", mark(kind), element("b", "", stage.stage), ` ${stage.because}`);
    if (stage.conditions.length) item.append(element("ul", "conditions", ...stage.conditions.map(condition)));
    return item;
  }));
}

function condition(condition) {
  const kind = condition.skipped ? "skip" : condition.matched ? "yes" : "no";
  const item = element("li", "", mark(kind), condition.name ?? "its rules",
    condition.because ? `: ${condition.because}` : "");
  condition.blocks.forEach((block, at) => {
    if (at > 0) item.append(element("div", "quiet", "or"));
    block.groups.forEach((group, place) => {
      if (place > 0) item.append(element("div", "quiet", "and"));
      group.checks.forEach((check, index) => item.append(rule(check, index)));
    });
  });
  return item;
}

function rule(check, index) {
  const verb = `${check.negated ? "not " : ""}${check.match_type ?? "?"}`;
  const made = element("div", "rule", mark(check.matched ? "yes" : "no"), index > 0 ? "or " : "",
    `${check.attribute ?? "?"} ${verb}: expects ${check.expected_kind}, got ${check.actual_kind}`);
  if (check.note) made.append(element("span", "note", ` (${check.note})`));
  return made;
}

// ---- preview ----------------------------------------------------------------------------------------------------------

async function preview(wanted) {
  try {
    showPreview(await ask("preview", wanted));
  } catch (failure) {
    $("problem").hidden = false;
    setText($("problem"), failure.message);
  }
}

function showPreview(previewed) {
  $("preview").hidden = !previewed.experience;
  if (previewed.experience) setText($("previewed"), `${previewed.variation} of ${previewed.experience}, for an hour`);
}

$("end-preview").addEventListener("click", () => preview({}));

// ---- the stream -------------------------------------------------------------------------------------------------------

function pill(kind, text) {
  $("link").className = `pill ${kind}`;
  setText($("link"), text);
}

function connect() {
  const source = new EventSource("events");
  source.addEventListener("open", () => pill("good", "live"));
  source.addEventListener("state", event => show(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    pill("waiting", "reconnecting");
    // A browser gives up for good on an answer that is no stream.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
  });
}

fetch("preview").then(response => response.json()).then(showPreview).catch(() => undefined);
connect();
setInterval(showAge, 1000);
