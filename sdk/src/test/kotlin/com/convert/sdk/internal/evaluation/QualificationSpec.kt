package com.convert.sdk.internal.evaluation

import com.convert.sdk.internal.evaluation.BucketLayout.Share
import com.convert.sdk.internal.evaluation.ExperiencePlan.Gate
import com.convert.sdk.internal.evaluation.ExperiencePlan.Traffic
import com.convert.sdk.internal.evaluation.rules.EvaluationWarnings
import com.convert.sdk.internal.evaluation.rules.RuleTree
import com.convert.sdk.result.ExperienceResult
import io.kotest.core.spec.style.StringSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs

private val OPEN = Gate(archived = false, environment = null, environmentMatches = true)

private fun rules(key: String, value: String, type: String = "equals", ruleType: String = "generic_text_key_value") =
    RuleTree.compile(
        mapOf(
            "OR" to listOf(
                mapOf(
                    "AND" to listOf(
                        mapOf(
                            "OR_WHEN" to listOf(
                                mapOf(
                                    "rule_type" to ruleType,
                                    "key" to key,
                                    "value" to value,
                                    "matching" to mapOf("match_type" to type, "negated" to (type == "not")),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )

private fun exclusion(experienceKey: String, negated: Boolean) =
    rules("", experienceKey, if (negated) "not" else "", "bucketed_into_experience_key")

private val gold = AudiencePlan("gold", rules("plan", "gold"), permanent = false)
private val young = AudiencePlan("young", rules("age", "20", "less"), permanent = false)
private val permanent = AudiencePlan("permanent", rules("plan", "gold"), permanent = true)
private val ruleless = AudiencePlan("ruleless", rules = null, permanent = false)
private val home = LocationPlan("home", rules("url", "/"))
private val shop = LocationPlan("shop", rules("url", "/shop"))

private fun variation(experience: String, id: String) = VariationPlan(
    ExperienceResult("key-$experience", experience, id, "key-$id", emptyMap(), experienceName = null),
    emptyMap(),
)

private fun plan(
    id: String = "1",
    key: String = "key-$id",
    gate: Gate = OPEN,
    location: LocationCondition = LocationCondition.Anywhere,
    audiences: List<AudiencePlan> = emptyList(),
    all: Boolean = false,
    segments: List<SegmentPlan> = emptyList(),
    variations: List<String> = listOf("a"),
    percent: Double = 100.0,
) = ExperiencePlan(
    position = 0,
    id,
    key,
    gate,
    location,
    AudienceCondition(audiences, all),
    segments,
    Traffic(
        variations.associateWith { variation(id, it) },
        BucketLayout.of(1.0, variations.map { Share(it, true, percent, unset = false) }),
    ),
)

private class Warnings : EvaluationWarnings {
    val missing = ArrayList<String>()

    override fun patternCutShort() = error("no pattern here")

    override fun exclusionTargetMissing(experienceKey: String) {
        missing += experienceKey
    }
}

private class Stored(
    override val bucketing: Map<String, String> = emptyMap(),
    override val customSegments: List<*> = emptyList<Any>(),
) : StoredDecisions

private fun visitor(
    attributes: Map<String, Any?> = emptyMap(),
    location: Map<String, Any?> = emptyMap(),
    stored: StoredDecisions = Stored(),
    experiences: List<ExperiencePlan> = emptyList(),
    warnings: EvaluationWarnings = Warnings(),
    id: String = "visitor",
) = Visitor(
    id,
    attributes,
    location,
    stored,
    EvaluationPlan(experiences, emptyList(), emptyList(), emptyList(), environment = null),
    warnings,
)

private fun ExperiencePlan.gives(visitor: Visitor): Any = when (val decision = decide(visitor)) {
    is VariationPlan -> decision.variationId
    is Miss -> decision
}

class QualificationSpec : StringSpec({
    "conditions are asked in the order that every SDK has" {
        val no = visitor(experiences = emptyList())
        val failing = listOf(
            Miss.ARCHIVED to plan(gate = Gate(archived = true, "x", environmentMatches = false), location = nowhere()),
            Miss.ENVIRONMENT to
                plan(gate = Gate(archived = false, "x", environmentMatches = false), location = nowhere()),
            Miss.LOCATION to plan(location = nowhere(), audiences = listOf(gold)),
            Miss.AUDIENCE to plan(audiences = listOf(gold), segments = listOf(SegmentPlan("s", null, null))),
            Miss.SEGMENT to plan(segments = listOf(SegmentPlan("s", null, null)), variations = emptyList()),
            Miss.NO_VARIATION to plan(variations = emptyList()),
            Miss.TRAFFIC to plan(percent = 0.001),
        )
        failing.forAll { (miss, plan) -> plan.gives(no) shouldBe miss }
        plan().gives(no) shouldBe "a"
    }

    "a visitor falls where the hash of the experience and the visitor says" {
        val many = plan(variations = listOf("a", "b"), percent = 50.0)
        (1..20).map { "visitor-$it" }.forAll { id ->
            many.gives(visitor(id = id)) shouldBe if (BucketHash("1").value(id) < 5_000) "a" else "b"
        }
        many.variationAt(0)?.variationId shouldBe "a"
        many.variationAt(5_000)?.variationId shouldBe "b"
        plan(percent = 50.0).variationAt(5_000).shouldBeNull()
    }

    "a stored variation holds, unless the experience has it no more" {
        val both = plan(variations = listOf("a", "b"), percent = 0.0)
        both.gives(visitor(stored = Stored(mapOf("1" to "b")))) shouldBe "b"
        both.gives(visitor(stored = Stored(mapOf("1" to "gone")))) shouldBe Miss.TRAFFIC
        both.gives(visitor(stored = Stored(mapOf("2" to "b")))) shouldBe Miss.TRAFFIC
    }

    "one location is enough, an empty list is nowhere, and one without rules never matches" {
        val here = visitor(attributes = mapOf("url" to "/else"), location = mapOf("url" to "/shop"))
        fun anyOf(vararg locations: LocationPlan) = plan(location = LocationCondition.AnyOf(locations.toList()))
        anyOf(home, shop).gives(here) shouldBe "a"
        anyOf(home).gives(here) shouldBe Miss.LOCATION
        anyOf().gives(here) shouldBe Miss.LOCATION
        anyOf(LocationPlan("none", rules = null)).gives(here) shouldBe Miss.LOCATION
        plan(location = LocationCondition.SiteArea(rules("url", "/shop"))).gives(here) shouldBe "a"
        plan(location = LocationCondition.SiteArea(rules("url", "/"))).gives(here) shouldBe Miss.LOCATION
    }

    "any audience is enough, or all are needed, as the experience says" {
        val goldOnly = visitor(mapOf("plan" to "gold", "age" to 30), location = mapOf("plan" to "free"))
        plan(audiences = listOf(gold, young)).gives(goldOnly) shouldBe "a"
        plan(audiences = listOf(young, gold)).gives(goldOnly) shouldBe "a"
        plan(audiences = listOf(young)).gives(goldOnly) shouldBe Miss.AUDIENCE
        plan(audiences = listOf(gold, young), all = true).gives(goldOnly) shouldBe Miss.AUDIENCE
        plan(audiences = listOf(young, gold), all = true).gives(goldOnly) shouldBe Miss.AUDIENCE
        plan(audiences = listOf(gold), all = true).gives(goldOnly) shouldBe "a"
        plan(audiences = emptyList(), all = true).gives(goldOnly) shouldBe "a"
        plan(audiences = listOf(ruleless)).gives(goldOnly) shouldBe Miss.AUDIENCE
    }

    "a permanent audience is not asked again of one who has a variation" {
        val back = visitor(stored = Stored(mapOf("1" to "a")))
        plan(audiences = listOf(permanent)).gives(back) shouldBe "a"
        plan(audiences = listOf(permanent)).gives(visitor()) shouldBe Miss.AUDIENCE
        plan(audiences = listOf(gold)).gives(back) shouldBe Miss.AUDIENCE
        // The others are asked, and one that is left out lets nobody in.
        plan(audiences = listOf(permanent, young)).gives(back) shouldBe Miss.AUDIENCE
        plan(audiences = listOf(permanent), all = true).gives(back) shouldBe "a"
    }

    "one segment is enough" {
        val member = visitor(stored = Stored(customSegments = listOf("7", "s")))
        plan(segments = listOf(SegmentPlan("x", null, null), SegmentPlan("s", null, null))).gives(member) shouldBe "a"
        plan(segments = listOf(SegmentPlan("x", null, null))).gives(member) shouldBe Miss.SEGMENT
    }

    "exclusion asks what is stored, then what the same call gives earlier" {
        val other = plan("2")
        for (negated in listOf(false, true)) {
            val asking = plan(audiences = listOf(AudiencePlan("x", exclusion("key-2", negated), permanent = false)))
            fun given(isIn: Boolean): Any = if (isIn != negated) "a" else Miss.AUDIENCE
            asking.gives(visitor(experiences = listOf(other))) shouldBe given(false)
            asking.gives(visitor(experiences = listOf(other), stored = Stored(mapOf("2" to "z")))) shouldBe given(true)
            asking.gives(visitor(experiences = listOf(other), stored = Stored(mapOf("2" to "")))) shouldBe given(false)
            val earlier = object : Visitor(
                "visitor",
                emptyMap(),
                emptyMap(),
                Stored(),
                EvaluationPlan(listOf(other), emptyList(), emptyList(), emptyList(), environment = null),
                Warnings(),
            ) {
                override fun getsEarlier(target: ExperiencePlan, asking: ExperiencePlan) = target === other
            }
            asking.gives(earlier) shouldBe given(true)
        }
    }

    "exclusion from an experience that is not there is told, and nobody is in it" {
        val warnings = Warnings()
        val audience = AudiencePlan("x", exclusion("gone", negated = true), permanent = false)
        plan(audiences = listOf(audience)).gives(visitor(warnings = warnings)) shouldBe "a"
        warnings.missing shouldContainExactly listOf("gone")
        fun keys(vararg audiences: AudiencePlan) = AudienceCondition(audiences.toList(), all = false).exclusionKeys
        keys(ruleless, gold, audience) shouldContainExactly listOf("gone")
        keys(gold).shouldBeEmpty()
    }

    "the first of equal keys and ids counts, and a place in the order stays one" {
        val first = plan("1")
        val again = plan("1")
        val sameKey = plan("2", key = "key-1")
        val feature = FeaturePlan("8", "f", listOf(first))
        val goal = GoalPlan("9", "g", rules = null)
        val plan = EvaluationPlan(
            listOf(first, again, sameKey),
            listOf(feature, FeaturePlan("7", "f", emptyList())),
            emptyList(),
            listOf(GoalPlan("6", null, rules = null), goal, GoalPlan("5", "g", rules = null)),
            environment = null,
        )
        plan.experiences shouldContainExactly listOf(first, first, first)
        plan.experience("key-1") shouldBeSameInstanceAs first
        plan.experienceById("1") shouldBeSameInstanceAs first
        plan.experienceById("2") shouldBeSameInstanceAs sameKey
        plan.features shouldContainExactly listOf(feature)
        plan.feature("f") shouldBeSameInstanceAs feature
        plan.goal("g") shouldBeSameInstanceAs goal
        listOf(plan::experience, plan::experienceById, plan::feature, plan::goal).forAll { it("x").shouldBeNull() }
    }
})

private fun nowhere() = LocationCondition.AnyOf(emptyList())
