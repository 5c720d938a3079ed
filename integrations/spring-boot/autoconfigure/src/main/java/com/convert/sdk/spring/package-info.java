/** The SDK in a Spring Boot application: started, stopped, measured, and in a controller's arguments. */
@NullMarked
package com.convert.sdk.spring;

import org.jspecify.annotations.NullMarked;
