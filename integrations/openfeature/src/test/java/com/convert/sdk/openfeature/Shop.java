package com.convert.sdk.openfeature;

/** A project with a split, a rollout for visitors from one country, one behind a location, and one without traffic. */
final class Shop {
    static final String JSON = """
            {
              "account_id": "1001",
              "project": { "id": "2001" },
              "audiences": [
                { "id": "4001", "key": "swiss", "name": "swiss", "rules": { "OR": [{ "AND": [{ "OR_WHEN": [
                  { "rule_type": "generic_text_key_value", "key": "country", "value": "CH",
                    "matching": { "match_type": "equals", "negated": false } } ] }] }] } }
              ],
              "locations": [
                { "id": "4501", "key": "cart", "name": "cart", "rules": { "OR": [{ "AND": [{ "OR_WHEN": [
                  { "rule_type": "generic_text_key_value", "key": "page", "value": "cart",
                    "matching": { "match_type": "equals", "negated": false } } ] }] }] } }
              ],
              "experiences": [
                { "id": "3001", "key": "checkout", "variations": [
                  { "id": "3101", "key": "plain", "traffic_allocation": 50, "changes": [
                    { "id": 1, "type": "fullStackFeature",
                      "data": { "feature_id": "5001", "variables_data": PAY } } ] },
                  { "id": "3102", "key": "bold", "traffic_allocation": 50, "changes": [
                    { "id": 2, "type": "fullStackFeature",
                      "data": { "feature_id": "5001", "variables_data": PAY } } ] }
                ] },
                { "id": "3002", "key": "rollout", "audiences": ["4001"], "variations": [
                  { "id": "3201", "key": "on", "traffic_allocation": 100, "changes": [
                    { "id": 3, "type": "fullStackFeature",
                      "data": { "feature_id": "5002", "variables_data": { "text": "Gruezi" } } } ] }
                ] },
                { "id": "3003", "key": "cart-test", "locations": ["4501"], "variations": [
                  { "id": "3301", "key": "wide", "traffic_allocation": 100 } ] },
                { "id": "3004", "key": "paused", "variations": [
                  { "id": "3401", "key": "off", "traffic_allocation": 0 } ] }
              ],
              "features": [
                { "id": "5001", "key": "pay", "variables": [
                  { "key": "provider", "type": "string" }, { "key": "limit", "type": "integer" },
                  { "key": "big", "type": "integer" }, { "key": "rate", "type": "float" },
                  { "key": "express", "type": "boolean" }, { "key": "layout", "type": "json" },
                  { "key": "unset", "type": "string" }, { "key": "broken", "type": "integer" } ] },
                { "id": "5002", "key": "greeting", "variables": [{ "key": "text", "type": "string" }] },
                { "id": "5003", "key": "unused", "variables": [] }
              ],
              "goals": [{ "id": "6001", "key": "purchase", "name": "Bought" }]
            }
            """.replace("PAY", """
                            { "provider": "QuickPay", "limit": 10, "big": 5000000000, "rate": 0.5, "express": "true",
                              "layout": "{\\"columns\\": [1, 2], \\"wide\\": true}", "broken": "none" }""");

    private Shop() {}
}
