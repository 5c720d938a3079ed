/**
 * Convert as a provider of <a href="https://openfeature.dev">OpenFeature</a>: features, experiences and the variables
 * of features, asked for by OpenFeature's clients. Nothing is {@code null} unless it says so.
 */
@NullMarked
package com.convert.sdk.openfeature;

import org.jspecify.annotations.NullMarked;
