package com.convert.sdk.test

import com.convert.sdk.test.internal.ProjectJson
import com.convert.sdk.test.internal.VERSION
import com.convert.sdk.test.internal.addToVariation
import com.convert.sdk.test.internal.carriers
import com.convert.sdk.test.internal.carryFeature
import com.convert.sdk.test.internal.closeToNewcomers
import com.convert.sdk.test.internal.dropFeature
import com.convert.sdk.test.internal.forceVariation
import com.convert.sdk.test.internal.idAndName
import com.convert.sdk.test.internal.json
import com.convert.sdk.test.internal.keepDecided
import com.convert.sdk.test.internal.requireKnown
import com.convert.sdk.test.internal.sparing
import com.convert.sdk.test.internal.variationKeys
import com.convert.sdk.test.internal.variationNames
import java.io.FileNotFoundException
import java.nio.file.Files
import java.nio.file.Path

/**
 * The configuration that a test decides with: generated, or your own with overrides. Each function gives a new project
 * and leaves this one as it is, so one may be shared by all tests. The SDK's own engine decides with what comes out.
 *
 * A key that does not exist is an [IllegalArgumentException] that names the nearest one.
 */
public class TestProject private constructor(
    private val content: ProjectJson,
    internal val seeds: List<Seed>,
) {
    /** The configuration as JSON text, overrides for everybody included. */
    public val json: String get() = content.toString()

    /** The keys of all variations of an experience, in the order of the configuration. */
    public fun variations(experienceKey: String): List<String> = content.variationKeys(experienceKey)

    /** Adds an experience whose variations share all traffic evenly. */
    public fun addExperience(experienceKey: String, vararg variationKeys: String): TestProject {
        require(variationKeys.isNotEmpty()) { "Experience \"$experienceKey\" needs a variation." }
        require(variationKeys.toSet().size == variationKeys.size) { "Two variations have one key." }
        requireNew("experiences", "experience", experienceKey)
        val id = content.freeId().toLong()
        val share = EVERYBODY / variationKeys.size
        val variations = variationKeys.mapIndexed { index, key ->
            json("id" to "${id + 1 + index}", "key" to key, "traffic_allocation" to share)
        }
        val experience = json("id" to "$id", "key" to experienceKey, "version" to VERSION, "variations" to variations)
        return copy(content.append("experiences", experience))
    }

    /** Adds a goal. */
    public fun addGoal(goalKey: String): TestProject {
        requireNew("goals", "goal", goalKey)
        return copy(content.append("goals", json("id" to content.freeId(), "key" to goalKey)))
    }

    /** Adds a feature without variables. It is off until a variation carries it, or [withFeature] turns it on. */
    public fun addFeature(featureKey: String): TestProject = addFeature(featureKey, emptyMap())

    /** Same, with variables: name to type, which is `boolean`, `integer`, `float`, `string` or `json`. */
    public fun addFeature(featureKey: String, variableTypes: Map<String, String>): TestProject {
        requireNew("features", "feature", featureKey)
        variableTypes.values.forEach { requireKnown("type of variables", it, TYPES) }
        val variables = variableTypes.map { (name, type) -> mapOf("key" to name, "type" to type) }
        val feature = json("id" to content.freeId(), "key" to featureKey, "variables" to variables)
        return copy(content.append("features", feature))
    }

    /** Lets a variation carry a feature, with [variables] of the types that the feature declares. */
    public fun addFeatureTo(
        experienceKey: String,
        variationKey: String,
        featureKey: String,
        variables: Map<String, Any>,
    ): TestProject = copy(content.addToVariation(experienceKey, variationKey, featureKey, variables))

    /**
     * Everybody gets this variation: audiences, locations and the environment of the experience are lifted, and all of
     * its traffic goes there. The rest of the configuration stays.
     */
    public fun withVariation(experienceKey: String, variationKey: String): TestProject =
        copy(content.forceVariation(experienceKey, variationKey))

    /**
     * One visitor gets this variation, as if it had been decided in an earlier call; others are decided as configured.
     * Audiences are not asked of that visitor; location, environment and segments still are.
     */
    public fun withVariationFor(visitorId: String, experienceKey: String, variationKey: String): TestProject {
        content.forceVariation(experienceKey, variationKey)
        val others = seeds.filterNot { it.visitorId == visitorId && it.experienceKey == experienceKey }
        return TestProject(content.keepDecided(experienceKey), others + Seed(visitorId, experienceKey, variationKey))
    }

    /** Turns a feature on for everybody, with the variables of the first variation that carries it. */
    public fun withFeature(featureKey: String): TestProject = withFeature(featureKey, emptyMap())

    /**
     * Same, with [variables] laid over. What serves the feature is an experience of the kit's own, first in the
     * configuration, whose key is `convert-test-` and the feature's; it is what exposures name.
     */
    public fun withFeature(featureKey: String, variables: Map<String, Any>): TestProject =
        copy(content.carryFeature(freeKey(featureKey), featureKey, variables))

    /** Turns a feature on for one visitor; for others it is as configured. Otherwise as [withFeature]. */
    public fun withFeatureFor(visitorId: String, featureKey: String, variables: Map<String, Any>): TestProject {
        val key = freeKey(featureKey)
        val carried = content.carryFeature(key, featureKey, variables).closeToNewcomers(key)
        return TestProject(carried, seeds + Seed(visitorId, key, "on"))
    }

    /** Turns a feature off for everybody: no variation carries it any more. */
    public fun withoutFeature(featureKey: String): TestProject = copy(content.dropFeature(featureKey))

    /**
     * Turns a feature off for one visitor. In each experience that carries it, that visitor has a variation without it,
     * as if decided in an earlier call: the first one there is, or one of the kit's own, `without-` and the feature's
     * key. Who does not qualify for the experience is still not in it. Takes the place of an earlier
     * [withVariationFor] or [withFeatureFor] for these experiences.
     */
    public fun withoutFeatureFor(visitorId: String, featureKey: String): TestProject {
        val carriers = content.carriers(featureKey)
        val others = seeds.filterNot { it.visitorId == visitorId && it.experienceKey in carriers }
        val start = TestProject(content, others)
        return carriers.fold(start) { project, experience ->
            val (spared, variation) = project.content.sparing(experience, featureKey)
            TestProject(spared, project.seeds + Seed(visitorId, experience, variation))
        }
    }

    /** The configuration in which everybody gets what [seed] gives to one visitor. */
    internal fun forcing(seed: Seed): String = content.forceVariation(seed.experienceKey, seed.variationKey).toString()

    internal fun names(list: String): Map<String, String> = content.list(list).associate { it.idAndName() }

    internal fun variationNames(): Map<String, String> =
        content.list("experiences").flatMap { it.variationNames() }.toMap()

    private fun freeKey(featureKey: String): String {
        val taken = content.keys("experiences").toSet()
        val names = sequenceOf("convert-test-$featureKey") + generateSequence(2) { it + 1 }
            .map { "convert-test-$featureKey-$it" }
        return names.first { it !in taken }
    }

    private fun requireNew(list: String, kind: String, key: String) =
        require(key !in content.keys(list)) { "Another $kind has the key \"$key\"." }

    private fun copy(content: ProjectJson) = TestProject(content, seeds)

    override fun toString(): String = "TestProject(experiences=${content.keys("experiences")}, " +
        "features=${content.keys("features")}, goals=${content.keys("goals")})"

    /** A decision that a visitor has before the test begins. */
    internal data class Seed(val visitorId: String, val experienceKey: String, val variationKey: String)

    public companion object {
        /** A project with nothing in it, to add to. */
        @JvmStatic
        public fun empty(): TestProject = TestProject(ProjectJson.empty(), emptyList())

        /** Your own configuration, as JSON text. */
        @JvmStatic
        public fun from(json: String): TestProject = TestProject(ProjectJson.parse(json), emptyList())

        /** Your own configuration, from a file in UTF-8. */
        @JvmStatic
        public fun from(file: Path): TestProject = from(Files.readString(file))

        /** Your own configuration, from the class path, such as `shop.json` in `src/test/resources`. */
        @JvmStatic
        public fun fromResource(name: String): TestProject {
            val loader = Thread.currentThread().contextClassLoader ?: TestProject::class.java.classLoader
            val stream = loader.getResourceAsStream(name.removePrefix("/"))
                ?: throw FileNotFoundException("There is no \"$name\" on the class path.")
            return from(stream.use { String(it.readAllBytes(), Charsets.UTF_8) })
        }

        private const val EVERYBODY = 100.0
        private val TYPES = listOf("boolean", "integer", "float", "string", "json")
    }
}
