package com.convert.sdk.test

internal val shop: TestProject = TestProject.fromResource("bookshop.json")

/** Visitors enough that every variation of a fair split meets one. */
internal val visitors: List<String> = (1..40).map { "visitor-$it" }
