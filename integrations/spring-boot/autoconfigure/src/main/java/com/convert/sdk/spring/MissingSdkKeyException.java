package com.convert.sdk.spring;

/** There is neither a key nor data. */
final class MissingSdkKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingSdkKeyException() {
        super("Convert has no SDK key: neither convert.sdk-key nor convert.data is set");
    }
}
