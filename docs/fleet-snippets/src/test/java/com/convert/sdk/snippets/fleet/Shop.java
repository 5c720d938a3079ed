package com.convert.sdk.snippets.fleet;

/** The configuration of a shop, as text. */
final class Shop {
    static final String JSON = """
        {"account_id": "1001", "project": {"id": "2001"},
         "audiences": [{"id": "4001", "key": "us", "rules": {"OR": [{"AND": [{"OR_WHEN": [
           {"rule_type": "generic_key_value", "key": "country", "value": "US",
            "matching": {"match_type": "equals", "negated": false}}]}]}]}}],
         "experiences": [
           {"id": "3001", "key": "checkout", "variations": [
             {"id": "3101", "key": "three-pages", "traffic_allocation": 40},
             {"id": "3102", "key": "one-page", "traffic_allocation": 40}]},
           {"id": "3002", "key": "price", "audiences": ["4001"], "variations": [
             {"id": "3201", "key": "plain", "traffic_allocation": 50},
             {"id": "3202", "key": "rounded", "traffic_allocation": 50}]}]}""";

    private Shop() {}
}
