package com.convert.sdk.inspector

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType
import com.convert.sdk.parsePreviewParam
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * Forces a variation for one's own browser: a cookie of the name and form of a preview link's parameter, which a
 * server hands to `parsePreviewParam` and `Context.setPreview`.
 */
internal class PreviewCookie(private val core: InspectedCore) {
    class Change(val json: JsonObject, val cookie: Map<String, String>)

    /** What the browser that asks previews. */
    fun current(request: InspectorRequest): JsonObject {
        val param = parsePreviewParam(request.cookie(NAME)) ?: return NONE
        val snapshot = core.config ?: return NONE
        return described(snapshot, param.experienceId, param.variationId)
    }

    fun change(body: String): Change {
        val wanted = objectOf(body)
        val experience = textOf(wanted["experience"])
        val variation = textOf(wanted["variation"])
        if (experience == null && variation == null) return Change(NONE, cookie("", "Max-Age=0"))
        val param = requireNotNull(parsePreviewParam("$experience.$variation")) {
            "only ids made of digits can be previewed"
        }
        val snapshot = checkNotNull(core.config) { "there is no configuration yet" }
        val json = described(snapshot, param.experienceId, param.variationId)
        require(json != NONE) { "there is no such variation" }
        return Change(json, cookie("${param.experienceId}.${param.variationId}", "Max-Age=$AN_HOUR"))
    }

    private fun cookie(value: String, age: String) =
        mapOf("Set-Cookie" to "$NAME=$value; Path=/; $age; SameSite=Lax; HttpOnly")

    private fun described(snapshot: ConfigSnapshot, experienceId: String, variationId: String): JsonObject {
        val experience = snapshot.entityById(EntityType.EXPERIENCE, experienceId) ?: return NONE
        val variation = (experience.raw["variations"] as? List<*>).orEmpty().filterIsInstance<Map<*, *>>()
            .firstOrNull { "${it["id"]}" == variationId } ?: return NONE
        return buildJsonObject {
            put("experience", experience.key ?: experience.id)
            put("variation", variation["key"] as? String ?: variationId)
            put("experience_id", experienceId)
            put("variation_id", variationId)
        }
    }

    private companion object {
        const val NAME = "convert_preview"
        const val AN_HOUR = 3_600
        val NONE = buildJsonObject { put("experience", JsonNull) }
    }
}
