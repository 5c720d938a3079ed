'use strict';
// Convert's own JavaScript SDK, the published package, answering the conformance protocol (docs/conformance.md):
// one JSON object a line in, one result object a line out. A bad line ends the process with status 2.
//
// Where this project's contract differs from the package on purpose, the package is put right here, each time in a
// function whose comment starts with "Differs:". docs/parity.md lists them with the reason for each.
//
// Releases before 5 lack `setPreview`, `enableStorage`, the anchored layout and mutual exclusion; nobody asks them then.
//
// Beside the protocol's ops there is `regexTest`, Node's own RegExp: `pattern` and `text` in; true, false, or null for
// a pattern that is none.

const {StringDecoder} = require('node:string_decoder');
const ConvertSDK = require('@convertcom/js-sdk').default;

const SILENT = 5;
const GOAL_DATA_KEYS = new Set([
    'amount',
    'productsCount',
    'transactionId',
    ...[1, 2, 3, 4, 5].map((n) => `customDimension${n}`),
]);

/** A configuration as its line: casting variables changes the parsed one, and not every number can be written again. */
class Configuration {
    constructor(text, line) {
        this.text = text;
        this.environment = line.environment;
    }

    data() {
        return JSON.parse(this.text).data;
    }
}

/** Differs: an infinite number among what is said of a visitor is its text; a data store keeps JSON, which has none. */
function infinityAsText(value) {
    if (Array.isArray(value)) return value.map(infinityAsText);
    if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, infinityAsText(item)]));
}

const SAID_OF_VISITORS = ['attributes', 'location', 'ruleData'];

function withInfinityAsText(line) {
    const said = SAID_OF_VISITORS.filter((name) => line[name]).map((name) => [name, infinityAsText(line[name])]);
    return {...line, ...Object.fromEntries(said)};
}

/** One visitor on an SDK of its own. */
class Visitor {
    constructor(configuration, line) {
        this.configuration = configuration;
        this.id = line.visitor;
        this.attributes = line.attributes ?? {};
        this.location = line.location ?? {};
        this.payloads = [];
        /** What was remembered before previews began; `null` without one. */
        this.beforePreview = null;
        this.sdk = new ConvertSDK({
            data: configuration.data(),
            environment: configuration.environment,
            logger: {logLevel: SILENT},
            network: {tracking: false},
        });
        this.context = this.sdk.createContext(this.id);
        this.data = this.sdk._dataManager;
        this.api = this.sdk._apiManager;
        this.recordRequests();
        this.seeAttributesOnly();
    }

    recordRequests() {
        this.api.request = async (method, path, payload) => {
            this.payloads.push(JSON.parse(JSON.stringify(payload)));
            return {};
        };
    }

    /** Differs: rules see attributes, not the segments that are kept for reports; a call's own lie over them flat. */
    seeAttributesOnly() {
        this.context.getVisitorProperties = (overlay) => ({...this.attributes, ...overlay});
    }

    /** Differs: location attributes that are not given count as empty. */
    optionsOf(op) {
        return {
            visitorProperties: op.attributes ?? {},
            locationProperties: {...this.location, ...op.location},
            enableTracking: op.enableTracking,
            enableStorage: op.enableStorage,
        };
    }

    /** What the package remembers of the visitor, and what waits to be sent. */
    memory() {
        const queue = this.api._requestsQueue;
        return {
            visitors: new Map(this.data._bucketedVisitors),
            items: queue.items.map((item) => ({...item, events: [...item.events]})),
            length: queue.length,
        };
    }

    restore(memory) {
        this.data._bucketedVisitors = memory.visitors;
        Object.assign(this.api._requestsQueue, {items: memory.items, length: memory.length});
    }

    /** Does as if there were no preview. */
    withoutPreview(act) {
        const preview = this.context._preview;
        this.context._preview = null;
        try {
            return act();
        } finally {
            this.context._preview = preview;
        }
    }

    answer(op) {
        const handler = HANDLERS[op.op];
        if (!handler) throw new BadLine('there is no such op');
        return handler(this, withInfinityAsText(op));
    }
}

class BadLine extends Error {}

function experienceAnswer(variation) {
    if (!variation || typeof variation === 'string') return null;
    return {
        experienceKey: variation.experienceKey,
        experienceId: variation.experienceId,
        variationId: variation.id,
        variationKey: variation.key,
    };
}

/**
 * Asks about several experiences and forgets it again. Gives the answer, and by experience key the decisions on the way
 * with what each wrote.
 *
 * Differs: such a call sees its own earlier decisions under a preview and without storage, too, and a preview forces its
 * variation for features as well.
 */
function lookUp(visitor, options, ask) {
    const {data} = visitor;
    // Casting has changed the variables of the last call; without this they would be cast twice.
    data._data = visitor.configuration.data();
    const before = visitor.memory();
    const decisions = new Map();
    const forced = forcedVariation(visitor);
    const decide = data.getBucketing;
    data.getBucketing = (visitorId, key, ...rest) => {
        const writes = [];
        const variation = recordingWrites(visitor, writes, () => {
            if (forced?.experienceKey !== key) return decide.call(data, visitorId, key, ...rest);
            data.putData(visitorId, {bucketing: {[String(forced.experienceId)]: forced.id}});
            return forced;
        });
        if (variation?.experienceKey !== undefined) decisions.set(key, {variationKey: variation.key, writes});
        return variation;
    };
    try {
        return {found: visitor.withoutPreview(() => ask({...options, enableStorage: true})), decisions};
    } finally {
        delete data.getBucketing;
        visitor.restore(before);
    }
}

function forcedVariation({context, data}) {
    if (!context._preview) return undefined;
    const {experienceId, variationId} = context._preview;
    return data.getPreviewDecision(data.getEntityById(experienceId, 'experiences'), variationId);
}

/** Notes what `act` puts into the store and the queue, so that it can be done again. */
function recordingWrites({data, api}, writes, act) {
    const methods = [
        [data, 'putData'],
        [api, 'enqueue'],
    ];
    for (const [target, name] of methods) {
        const original = target[name];
        target[name] = (...args) => {
            writes.push(() => original.apply(target, args));
            return original.apply(target, args);
        };
    }
    try {
        return act();
    } finally {
        for (const [target, name] of methods) delete target[name];
    }
}

/**
 * Differs: an experience without a decision does not take the others' away. The package puts a forced variation last;
 * here it stays in its place.
 */
function runExperiences(visitor, op) {
    const options = visitor.optionsOf(op);
    const ask = (given) => visitor.context.runExperiences(given);
    const keepsNothing = visitor.beforePreview !== null || op.enableStorage === false;
    const found = keepsNothing ? lookUp(visitor, options, ask).found : ask(options);
    return found.map(experienceAnswer).filter((answer) => answer !== null);
}

function featureAnswer(feature, decisions) {
    return {
        featureKey: feature.key,
        featureId: feature.id,
        status: feature.status,
        variables: feature.variables ?? {},
        experienceKey: feature.experienceKey,
        variationKey: decisions.get(feature.experienceKey)?.variationKey,
    };
}

function enabled(found) {
    return [found].flat().filter((feature) => feature?.status === 'enabled');
}

/** Differs: the decisions that serve are recorded, not those of every experience that was looked at. */
function serve(visitor, features, decisions) {
    const serving = new Set(features.map(({experienceKey}) => experienceKey));
    if (visitor.beforePreview === null) {
        for (const key of serving) for (const write of decisions.get(key)?.writes ?? []) write();
    }
    return features.map((feature) => featureAnswer(feature, decisions));
}

/** Differs: the first experience that serves the feature wins; a feature that none serves is null. */
function runFeature(visitor, op) {
    const ask = (options) => visitor.context.runFeature(op.key, options);
    const {found, decisions} = lookUp(visitor, visitor.optionsOf(op), ask);
    return serve(visitor, enabled(found).slice(0, 1), decisions)[0] ?? null;
}

/** Differs: each enabled feature once, in the order of the configuration's features. */
function runFeatures(visitor, op) {
    const ask = (options) => visitor.context.runFeatures(options);
    const {found, decisions} = lookUp(visitor, visitor.optionsOf(op), ask);
    const first = new Map();
    for (const feature of enabled(found)) {
        if (feature.key !== undefined && !first.has(feature.id)) first.set(feature.id, feature);
    }
    const features = visitor.data.getEntitiesList('features').flatMap(({id}) => first.get(id) ?? []);
    return serve(visitor, features, decisions);
}

function goalDataOf(op) {
    const data = {...op.conversionData};
    if (op.revenue !== undefined && op.revenue !== null) delete data.amount;
    const given = Object.entries(data).filter(([key]) => GOAL_DATA_KEYS.has(key));
    if (op.revenue !== undefined && op.revenue !== null) given.unshift(['amount', op.revenue]);
    return given.length > 0 ? given.map(([key, value]) => ({key, value})) : undefined;
}

/** Whether rule data, where there is any, lets a conversion for the goal count. */
function matchesRules(visitor, goal, op) {
    if (!op.ruleData) return true;
    return Boolean(goal.rules) && visitor.data._ruleManager.isRuleMatched(op.ruleData, goal.rules) === true;
}

/** The events that `act` would put into the queue. */
function withheldEvents(visitor, act) {
    const events = [];
    const enqueue = visitor.api.enqueue;
    visitor.api.enqueue = (...args) => events.push(args);
    try {
        act();
    } finally {
        visitor.api.enqueue = enqueue;
    }
    return events;
}

/**
 * Differs: a conversion has a status with a name, and is one event a call: of the two that the package makes when there
 * is goal data, the one with the data.
 */
function trackConversion(visitor, op) {
    const goal = visitor.data.getEntity(op.key, 'goals');
    if (!goal?.id) return {status: 'goal_not_found'};
    if (visitor.beforePreview !== null) return {status: 'preview'};
    const events = withheldEvents(visitor, () =>
        visitor.context.trackConversion(op.key, {
            ruleData: op.ruleData,
            conversionData: goalDataOf(op),
            conversionSetting: {forceMultipleTransactions: op.forceMultiple === true},
        }),
    );
    if (events.length > 0) {
        visitor.api.enqueue(...events.at(-1));
        return {status: 'queued'};
    }
    return {status: matchesRules(visitor, goal, op) ? 'deduplicated' : 'rules_not_matched'};
}

/** Differs: what is set during a preview counts until the preview ends. */
async function setPreview(visitor, {experienceId, variationId}) {
    if (!visitor.context.setPreview) throw new BadLine('this release knows no preview');
    visitor.beforePreview ??= visitor.memory().visitors;
    await visitor.context.setPreview({experienceId, variationId});
    if (visitor.context._preview) return null;
    visitor.data._bucketedVisitors = visitor.beforePreview;
    visitor.beforePreview = null;
    return null;
}

function runCustomSegments(visitor, op) {
    const ids = () => visitor.data.getData(visitor.id)?.segments?.customSegments ?? [];
    const before = new Set(ids());
    visitor.withoutPreview(() => visitor.context.runCustomSegments(op.keys, {ruleData: op.ruleData ?? {}}));
    return {matchedSegmentIds: ids().filter((id) => !before.has(id))};
}

/** Differs: an empty list of custom segments is left out, and so are segments of nothing else. */
function withoutEmptySegments({segments, ...item}) {
    const told = Object.entries(segments ?? {}).filter(([, value]) => !Array.isArray(value) || value.length > 0);
    return told.length > 0 ? {...item, segments: Object.fromEntries(told)} : item;
}

async function flush(visitor) {
    await visitor.context.releaseQueues('flush');
    return visitor.payloads.splice(0).map(({accountId, projectId, enrichData, visitors}) => ({
        accountId,
        projectId,
        enrichData,
        visitors: visitors.map(withoutEmptySegments),
    }));
}

function regexTest({pattern, text}) {
    let expression;
    try {
        expression = new RegExp(pattern, 'i');
    } catch {
        return null;
    }
    return expression.test(text);
}

const HANDLERS = {
    runExperience: (visitor, op) =>
        experienceAnswer(visitor.context.runExperience(op.key, visitor.optionsOf(op))),
    runExperiences,
    runFeature,
    runFeatures,
    trackConversion,
    runCustomSegments,
    setPreview,
    setAttributes: (visitor, op) => {
        visitor.attributes = {...visitor.attributes, ...op.attributes};
        return null;
    },
    setSegments: (visitor, op) => {
        visitor.withoutPreview(() => visitor.context.setDefaultSegments(op.segments));
        return null;
    },
    bucketValue: (visitor, op) =>
        visitor.data._bucketingManager.getValueVisitorBased(op.visitor ?? visitor.id, {experienceId: op.experienceId}),
    matchRule: (visitor, op) => visitor.data._ruleManager.isRuleMatched(op.data ?? {}, op.rule) === true,
    flush,
    regexTest: (visitor, op) => regexTest(op),
};

const configurations = new Map();

async function answer(text) {
    const line = JSON.parse(text);
    if (line.case === undefined) {
        configurations.set(line.config, new Configuration(text, line));
        return null;
    }
    const configuration = configurations.get(line.config);
    if (!configuration) throw new BadLine('no configuration has the name of this case');
    const visitor = new Visitor(configuration, withInfinityAsText(line));
    const results = [];
    for (const op of line.ops) results.push(await answerOp(visitor, op));
    return JSON.stringify({case: line.case, results});
}

async function answerOp(visitor, op) {
    try {
        return await visitor.answer(op);
    } catch (error) {
        if (error instanceof BadLine) throw error;
        return {error: error.constructor.name};
    }
}

async function* linesOf(input) {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for await (const chunk of input) {
        const parts = (rest + decoder.write(chunk)).split('\n');
        rest = parts.pop();
        yield* parts;
    }
    if (rest !== '') yield rest;
}

async function main() {
    let number = 0;
    for await (const text of linesOf(process.stdin)) {
        number += 1;
        if (text.trim() === '') continue;
        try {
            const result = await answer(text);
            if (result !== null) process.stdout.write(`${result}\n`);
        } catch (error) {
            process.stderr.write(`line ${number}: ${error.message}\n`);
            process.exitCode = 2;
            return;
        }
    }
}

main();
