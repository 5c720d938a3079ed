package com.convert.sdk.batch

import com.convert.sdk.java.Core
import com.convert.sdk.java.EvaluationOptions
import com.convert.sdk.java.SdkConfig

/** Four experiences: for all, for the US, for one place and environment, and for those who are not in the first. */
internal const val SHOP = """{
  "account_id": "1001",
  "project": {"id": "2001", "name": "Book shop"},
  "audiences": [
    {"id": "4001", "key": "us", "rules": {"OR": [{"AND": [{"OR_WHEN": [
      {"rule_type": "generic_key_value", "key": "country", "value": "US",
       "matching": {"match_type": "equals", "negated": false}}]}]}]}},
    {"id": "4002", "key": "not-checkout", "rules": {"OR": [{"AND": [{"OR_WHEN": [
      {"rule_type": "bucketed_into_experience_key", "value": "checkout",
       "matching": {"match_type": "equals", "negated": true}}]}]}]}}
  ],
  "locations": [
    {"id": "5001", "key": "cart", "rules": {"OR": [{"AND": [{"OR_WHEN": [
      {"rule_type": "generic_key_value", "key": "path", "value": "/cart",
       "matching": {"match_type": "equals", "negated": false}}]}]}]}}
  ],
  "experiences": [
    {"id": "3001", "key": "checkout", "variations": [
      {"id": "3101", "key": "three-pages", "traffic_allocation": 40},
      {"id": "3102", "key": "one-page", "traffic_allocation": 40}]},
    {"id": "3002", "key": "price", "audiences": ["4001"], "variations": [
      {"id": "3201", "key": "plain", "traffic_allocation": 50},
      {"id": "3202", "key": "rounded", "traffic_allocation": 50}]},
    {"id": "3003", "key": "cart", "locations": ["5001"], "environment": "production", "variations": [
      {"id": "3301", "key": "short", "traffic_allocation": 100}]},
    {"id": "3004", "key": "banner", "audiences": ["4002"], "variations": [
      {"id": "3401", "key": "on", "traffic_allocation": 100}]}
  ]
}"""

internal val experienceKeys = listOf("checkout", "price", "cart", "banner")

internal fun visitors(count: Int): List<String> = List(count) { "visitor-$it" }

/** What the SDK itself says, to a visitor it has not seen. */
internal fun core(environment: String): Core =
    Core(SdkConfig.builder().data(SHOP).environment(environment).build()).initialize()

internal val withoutTrace: EvaluationOptions =
    EvaluationOptions.builder().enableStorage(false).enableTracking(false).build()
