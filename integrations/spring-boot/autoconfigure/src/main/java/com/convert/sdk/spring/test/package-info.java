/** The SDK in the tests of a Spring Boot application. */
@NullMarked
package com.convert.sdk.spring.test;

import org.jspecify.annotations.NullMarked;
