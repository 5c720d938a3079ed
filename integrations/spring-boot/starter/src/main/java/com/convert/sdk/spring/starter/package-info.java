/**
 * Holds nothing: the starter is its dependencies, the SDK in one jar, its auto-configuration and its meters. See
 * {@code com.convert.sdk.spring} in {@code convert-spring-boot-autoconfigure}.
 */
package com.convert.sdk.spring.starter;
