package com.convert.sdk.test.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.convert.sdk.java.Context;
import com.convert.sdk.test.TestProject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConvertExtension.class)
@ConvertProject("bookshop.json")
@DisplayName("An extension on the class")
class ExtendedWithTest {
    @Test
    @DisplayName("decides with the configuration that the class names")
    void usesTheResource(Context context, TestProject project) {
        assertEquals(2, project.variations("checkout").size());
        assertEquals("2001", context.getSnapshot().getProjectId());
    }

    @EachVariation("winter-sale")
    @DisplayName("runs a test with each variation, with or without its key")
    void runsEach(com.convert.sdk.Context context) {
        assertEquals("visitor-1", context.getVisitorId());
    }
}
