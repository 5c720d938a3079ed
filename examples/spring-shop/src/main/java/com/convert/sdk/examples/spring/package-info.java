/** A book shop in Spring Boot, whose pages Convert decides about. */
package com.convert.sdk.examples.spring;
