using System.Reflection;
using System.Text.Json;
using Ledger.Audit.Trails;
using Ledger.Audit.Work;
using Ledger.Rules;

namespace Ledger.Architecture.Tests;

/// <summary>
/// What the auditor's reports know by name is all that the services record: a new fact is classed, and where it decides or deals with
/// somebody it is in the reports, or stands here with the reason why not.
/// </summary>
public sealed class DeskCoverageTests(RegisteredFacts facts) : IClassFixture<RegisteredFacts>
{
    // Facts that read like decisions, or name a hash of what was seen, and yet are no second person's check.
    private static readonly Dictionary<string, string> NoSecondHand = new(StringComparer.Ordinal)
    {
        ["default_cured.v1"] = "The notice comes from the same office; the party concerned may not decide, which its command refuses.",
        ["default_remedied.v1"] = "The notice comes from the same office; the party concerned may not decide, which its command refuses.",
        ["incentive_item_decided.v1"] = "An enterprise keeps its own file; the second hand is the tax authority.",
        ["incentive_year_closed.v1"] = "An enterprise keeps its own file; the second hand is the tax authority.",
        ["indicator_veto_lifted.v1"] = "Whoever laid it on takes it off, and nobody else may.",
        ["legal_hold_lifted.v1"] = "Whoever laid it on takes it off, and nobody else may.",
        ["key_hold_lifted.v1"] = "Whoever laid it on takes it off, and nobody else may.",
        ["region_profile_adopted.v1"] = "The authority that signed the profile is the second hand.",
        ["contribution_reversed.v1"] = "It takes back what was verified; what it leaves behind is decided by the facts that follow.",
        ["custodian_refused.v1"] = "It turns a request down: nothing comes of it.",
        ["erasure_dismissed.v1"] = "It turns a request down: nothing comes of it.",
        ["grant_refused.v1"] = "It turns a request down: nothing comes of it.",
        ["proposal_voided.v1"] = "A conflict that the rules find ends the proposal, whoever looks.",
        ["review_required.v1"] = "A conflict that the rules find ends the proposal, whoever looks.",
        ["valuer_drawn.v1"] = "The result is computed from what others gave; who asks for it decides nothing.",
        ["quotation_closed.v1"] = "The result is computed from what others gave; who asks for it decides nothing.",
        ["reappraisal_replaced.v1"] = "It puts another appraiser in the place of one who may not go on, and decides no value.",
        ["sample_drawn.v1"] = "The result is computed from what others gave; who asks for it decides nothing.",
        ["appraiser_reinstated.v1"] = "An entry of a register; nobody makes one about himself, which its command refuses.",
        ["risk_event_closed.v1"] = "It says that nothing more will come, and changes no figure.",
        ["journal_closed.v1"] = "It says that nothing more will come, and changes no figure.",
    };

    // Facts that name an organisation and are no dealing with it.
    private static readonly Dictionary<string, string> NoDealing = new(StringComparer.Ordinal)
    {
        ["agreement_proposed.v1"] = "It is made by all parties together, and each signs or consents for itself.",
        ["agreement_signed.v1"] = "It is made by all parties together, and each signs or consents for itself.",
        ["retroactive_change_confirmed.v1"] = "It is made by all parties together, and each signs or consents for itself.",
        ["settlement_terms_proposed.v1"] = "It is made by all parties together, and each signs or consents for itself.",
        ["person_appointed.v1"] = "A party names its own people.",
        ["person_released.v1"] = "A party names its own people.",
        ["incentive_year_opened.v1"] = "An enterprise keeps its own file.",
        ["incentive_parameters_corrected.v1"] = "An enterprise keeps its own file.",
        ["incentive_listing_stated.v1"] = "An enterprise keeps its own file.",
        ["incentive_member_stated.v1"] = "An enterprise keeps its own file.",
        ["certification_record_entered.v1"] = "An enterprise keeps its own file.",
        ["certification_plan_published.v1"] = "An enterprise keeps its own file.",
        ["indicator_evidence_linked.v1"] = "An enterprise keeps its own file.",
        ["certification_policy_stated.v1"] = "Its sources are texts of policy.",
        ["contribution_drafted.v1"] = "It is registered before anybody deals with it.",
        ["access_revoked.v1"] = "It ends a dealing that stands in the report.",
        ["secrets_opened.v1"] = "A reading, which its owner sees in the list of openings.",
        ["challenge_appealed.v1"] = "A party speaks for itself.",
        ["objection_raised.v1"] = "A party speaks for itself.",
        ["no_objection_recorded.v1"] = "A party speaks for itself.",
        ["assignment_opened.v1"] = "The one of the candidates who is drawn stands in the report.",
        ["control_declared.v1"] = "It is the tie itself.",
        ["tie_declared.v1"] = "It is the tie itself.",
        ["control_ended.v1"] = "It is the tie itself.",
        ["revaluation_run_previewed.v1"] = "The party is a filter; each value that is proposed stands in the report.",
        ["risk_registered.v1"] = "The owner of a risk looks after it; nothing is decided about it.",
        ["risk_revised.v1"] = "The owner of a risk looks after it; nothing is decided about it.",
        ["journal_entry_posted.v1"] = "Each that a person makes was pending first, and stands in the report then; the others follow from facts that do.",
        ["pool_declared.v1"] = "What becomes of it is settled, and stands in the report then.",
        ["pool_opened.v1"] = "What becomes of it is settled, and stands in the report then.",
        ["run_computed.v1"] = "What becomes of it is settled, and stands in the report then.",
    };

    [Fact]
    public void Every_fact_of_every_service_has_a_retention_class()
    {
        var names = facts.All.Keys.ToList();
        None(names.Where(name => RetentionClasses.Of(name) is null));
        None(RetentionClasses.All.SelectMany(of => of.Kinds).Where(prefix => !names.Exists(name => name.StartsWith(prefix, StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_fact_that_decides_about_what_another_made_is_in_the_report_on_duties()
    {
        var registered = facts.All;
        var known = Acts.Approvals.Concat(Acts.Separate.SelectMany(pair => (string[])[pair.Made, pair.Checked])).ToHashSet(StringComparer.Ordinal);
        var deciding = registered.Where(fact => HasActor(fact.Value.Shape) && (ReadsLikeADecision(fact.Key) || NamesWhatWasSeen(fact.Value.Shape))).Select(fact => fact.Key);
        None(deciding.Where(name => !known.Contains(name) && !NoSecondHand.ContainsKey(name)));
        None(NoSecondHand.Keys.Where(name => known.Contains(name) || !registered.ContainsKey(name)));
    }

    [Fact]
    public void Duties_are_facts_of_one_service_and_rounds_are_members_of_them()
    {
        var registered = facts.All;
        foreach (var (made, second) in Acts.Separate.Select(pair => (pair.Made, pair.Checked)))
        {
            Assert.True(registered.ContainsKey(made) && registered.ContainsKey(second), $"{made} or {second} is no fact.");
            Assert.Equal(registered[made].Service, registered[second].Service);
            Assert.True(HasActor(registered[second].Shape) && (HasActor(registered[made].Shape) || Acts.Makers.ContainsKey(made)), $"{made} or {second} has no person.");
            // Both or neither: a round on one side alone would never meet the other.
            Assert.Equal(Acts.Rounds.ContainsKey(made), Acts.Rounds.ContainsKey(second));
        }

        foreach (var (kind, member) in Acts.Rounds.Concat(Acts.Makers).Where(entry => entry.Value != Acts.OwnHash))
            Assert.Contains(member, Members(registered[kind].Shape).Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)));
        None(Acts.Approvals.Where(name => !registered.ContainsKey(name)));
    }

    [Fact]
    public void Every_fact_that_names_an_organisation_on_the_other_side_is_in_the_report_on_related_parties()
    {
        var registered = facts.All;
        var naming = registered.Where(fact => HasActor(fact.Value.Shape) && Sides(fact.Value.Shape, [])).Select(fact => fact.Key);
        None(naming.Where(name => !Dealings.Kinds.Contains(name) && !Dealings.Openings.Contains(name) && !NoDealing.ContainsKey(name)));
        None(NoDealing.Keys.Where(name => Dealings.Kinds.Contains(name) || !registered.ContainsKey(name)));
        None(Dealings.Kinds.Concat(Dealings.Openings).Where(name => !registered.ContainsKey(name)));
    }

    // Each by name: what is missing has to be found in a list of some hundred.
    private static void None(IEnumerable<string> names) => Assert.True(!names.Any(), string.Join(", ", names));

    private static IEnumerable<PropertyInfo> Members(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static bool HasActor(Type fact) => Members(fact).Any(member => member.PropertyType == typeof(Actor) && member.Name == "By");

    private static bool NamesWhatWasSeen(Type fact) => Members(fact).Any(member => member.Name is "ProposalHash" or "PreviewHash" or "MeasurementHash" or "BatchHash" or "Hash");

    // Members by which the report would find an organisation, at any depth, as it looks for them.
    private static bool Sides(Type type, HashSet<Type> seen)
    {
        if (type == typeof(Actor) || type == typeof(MethodResult) || !seen.Add(type)) return false;
        if (type.IsGenericType && type.GetGenericArguments().Any(part => Sides(part, seen))) return true;
        return type.Namespace?.StartsWith("Ledger.", StringComparison.Ordinal) == true && Members(type).Any(member =>
            (Dealings.Sides.Contains(JsonNamingPolicy.CamelCase.ConvertName(member.Name)) && IsText(member.PropertyType)) || Sides(member.PropertyType, seen));
    }

    private static bool IsText(Type type) => type == typeof(string) || typeof(IEnumerable<string>).IsAssignableFrom(type);

    // The last word of a stored name, without its version.
    private static bool ReadsLikeADecision(string name) => Deciding.Contains(name[..name.LastIndexOf('.')].Split('_')[^1]);

    private static readonly HashSet<string> Deciding = new(StringComparer.Ordinal)
    {
        "approved", "confirmed", "consented", "decided", "verified", "accepted", "signed", "issued", "ordered", "settled", "resolved", "determined", "concluded", "booked", "called",
        "cast", "posted", "admitted", "adopted", "allocated", "recovered", "replaced", "closed", "cured", "remedied", "valued", "reversed", "refused", "dismissed", "drawn",
        "reinstated", "lifted",
    };
}
