package com.convert.sdk.snippets.fleet;

/** A visitor and the variation of the checkout, as a job hands them on. */
public record Assigned(String visitorId, String variation) {}
