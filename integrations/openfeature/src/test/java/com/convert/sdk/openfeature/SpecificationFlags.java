package com.convert.sdk.openfeature;

/** Flags like those of OpenFeature's specification: for each an experience with one variation, and a feature. */
final class SpecificationFlags {
    private static final String FOR_EMAIL = "\"4001\"";
    private static final String FOR_STAFF = "\"4002\"";

    private final StringBuilder experiences = new StringBuilder();
    private final StringBuilder features = new StringBuilder();
    private int flags;

    private SpecificationFlags() {
        add("boolean-flag:on:boolean:true", "");
        add("boolean-zero-flag:zero:boolean:false", "");
        add("string-flag:greeting:string:hi", "");
        add("string-zero-flag:zero:string:", "");
        add("integer-flag:ten:integer:10", "");
        add("integer-zero-flag:zero:integer:0", "");
        add("float-flag:half:float:0.5", "");
        add("float-zero-flag:zero:float:0.0", "");
        add("boolean-targeted-zero-flag:zero:boolean:false", FOR_EMAIL);
        add("string-targeted-zero-flag:zero:string:", FOR_EMAIL);
        add("integer-targeted-zero-flag:zero:integer:0", FOR_EMAIL);
        add("float-targeted-zero-flag:zero:float:0.0", FOR_EMAIL);
        add("complex-targeted:internal:string:INTERNAL", FOR_STAFF);
        add("object-zero-flag:zero", "", "", "{}");
        add("object-flag:template", "", """
                { "key": "showImages", "type": "boolean" }, { "key": "title", "type": "string" },
                { "key": "imagesPerPage", "type": "integer" }""", """
                { "showImages": "true", "title": "Check out these pics!", "imagesPerPage": "100" }""");
        add("boolean-disabled-flag:on:boolean:true", "");
    }

    static String json() {
        var all = new SpecificationFlags();
        return """
                { "account_id": "1001", "project": { "id": "2001" }, "archived_experiences": ["DISABLED"],
                  "audiences": [
                    { "id": "4001", "key": "email", "rules": { "OR": [{ "AND": [EMAIL] }] } },
                    { "id": "4002", "key": "staff", "rules": { "OR": [{ "AND": [EMAIL, ADULT, NO_CUSTOMER] }] } } ],
                  "experiences": [EXPERIENCES], "features": [FEATURES] }
                """.replace("DISABLED", "3" + all.flags)
                .replace("EMAIL", rule("text", "email", "equals", "\"ballmer@macrosoft.com\"", false))
                .replace("ADULT", rule("numeric", "age", "lessEqual", "10", true))
                .replace("NO_CUSTOMER", rule("bool", "customer", "equals", "true", true))
                .replace("EXPERIENCES", all.experiences)
                .replace("FEATURES", all.features);
    }

    private void add(String flag, String audience) {
        var parts = flag.split(":", -1);
        add(
                parts[0] + ":" + parts[1],
                audience,
                "{ \"key\": \"value\", \"type\": \"" + parts[2] + "\" }",
                "{ \"value\": \"" + parts[3] + "\" }");
    }

    private void add(String keys, String audience, String variables, String values) {
        flags++;
        var parts = keys.split(":");
        var comma = flags == 1 ? "" : ", ";
        experiences.append(comma).append("""
                { "id": "3ID", "key": "FLAG-test", "audiences": [AUDIENCE], "variations": [
                  { "id": "6ID", "key": "VARIANT", "traffic_allocation": 100, "changes": [
                    { "id": 1, "type": "fullStackFeature",
                      "data": { "feature_id": "5ID", "variables_data": VALUES } } ] } ] }""".replace("ID", "" + flags)
                .replace("FLAG", parts[0])
                .replace("AUDIENCE", audience)
                .replace("VARIANT", parts[1])
                .replace("VALUES", values));
        features.append(comma)
                .append("{ \"id\": \"5" + flags + "\", \"key\": \"" + parts[0] + "\", \"variables\": [" + variables
                        + "] }");
    }

    private static String rule(String type, String key, String match, String value, boolean negated) {
        return """
                { "OR_WHEN": [{ "rule_type": "generic_TYPE_key_value", "key": "KEY", "value": VALUE,
                  "matching": { "match_type": "MATCH", "negated": NEGATED } }] }""".replace("TYPE", type)
                .replace("KEY", key)
                .replace("VALUE", value)
                .replace("MATCH", match)
                .replace("NEGATED", "" + negated);
    }
}
