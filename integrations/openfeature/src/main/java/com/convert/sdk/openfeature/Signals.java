package com.convert.sdk.openfeature;

import dev.openfeature.sdk.ErrorCode;
import java.util.List;

/** What the provider tells OpenFeature about itself. */
interface Signals {
    void ready(String message);

    void stale(String message);

    void error(ErrorCode code, String message);

    void changed(List<String> flags);
}
