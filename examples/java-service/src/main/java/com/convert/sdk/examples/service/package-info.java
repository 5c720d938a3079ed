/** A small HTTP service on the JDK's own server, with the Convert SDK in it. */
package com.convert.sdk.examples.service;
