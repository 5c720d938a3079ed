package com.convert.sdk.spring;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.http.ResponseCookie;
import org.springframework.util.Assert;

/** Tells visitors apart. */
final class VisitorCookie {
    /** What this module and other SDKs write; whatever else a browser sends is no visitor. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z._:-]{1,128}");

    private final ConvertProperties.Cookie settings;

    VisitorCookie(ConvertProperties.Cookie settings) {
        this.settings = settings;
        Assert.isTrue(
                settings.sameSite() != ConvertProperties.SameSite.NONE || !Boolean.FALSE.equals(settings.secure()),
                "convert.cookie.same-site: none needs convert.cookie.secure to be true");
        Assert.isTrue(settings.maxAge().toSeconds() > 0, "convert.cookie.max-age: expected at least 1 s");
        // Fails now, and not with the first visitor, for what is no name, domain or path.
        cookie("check", false);
    }

    /** The visitor's id; a new visitor gets one, and the cookie with it. */
    String visitorOf(VisitorRequest request, Consumer<ResponseCookie> cookies) {
        return known(request).orElseGet(() -> {
            var id = UUID.randomUUID().toString();
            cookies.accept(cookie(id, request.isSecure()));
            return id;
        });
    }

    private Optional<String> known(VisitorRequest request) {
        return request.cookie(settings.name()).filter(id -> ID.matcher(id).matches());
    }

    private ResponseCookie cookie(String id, boolean isSecureRequest) {
        var isSecure = settings.secure() != null
                ? settings.secure()
                : isSecureRequest || settings.sameSite() == ConvertProperties.SameSite.NONE;
        return ResponseCookie.from(settings.name(), id)
                .maxAge(settings.maxAge())
                .domain(settings.domain())
                .path(settings.path())
                .secure(isSecure)
                .httpOnly(settings.httpOnly())
                .sameSite(settings.sameSite().wireName)
                .build();
    }
}
