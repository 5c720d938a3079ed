package com.convert.sdk.java;

/** Configurations to decide with. */
final class Projects {
    /** One experience, one feature in it, one goal, one segment, and an audience for gold plans. */
    static final String SHOP = """
        {"account_id": "100", "project": {"id": "200", "key": "shop"},
         "experiences": [
           {"id": "1", "key": "checkout", "variations": [
             {"id": "11", "key": "one-page", "changes": [
               {"type": "fullStackFeature",
                "data": {"feature_id": "7", "variables_data": {"steps": "3", "title": "Pay"}}}]}]},
           {"id": "2", "key": "gold-only", "audiences": ["5"], "variations": [{"id": "21", "key": "shiny"}]}],
         "features": [{"id": "7", "key": "express", "variables": [
           {"key": "steps", "type": "integer"}, {"key": "title", "type": "string"}]}],
         "goals": [{"id": "9", "key": "purchase"}],
         "audiences": [{"id": "5", "key": "gold", "rules": %1$s}],
         "segments": [{"id": "6", "key": "golden", "rules": %1$s}]}
        """.formatted(isGold());

    private Projects() {}

    private static String isGold() {
        return """
            {"OR": [{"AND": [{"OR_WHEN": [{"rule_type": "generic_text_key_value", "key": "plan", "value": "gold",
             "matching": {"match_type": "equals", "negated": false}}]}]}]}
            """;
    }
}
