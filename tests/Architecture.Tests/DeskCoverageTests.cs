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
    };

    // Facts that name an organisation and are no dealing with it.
    private static readonly Dictionary<string, string> NoDealing = new(StringComparer.Ordinal)
    {
    };

    [Fact]
    public void Every_fact_of_every_service_has_a_retention_class()
    {
        var names = facts.All.Keys.ToList();
        Assert.Equal([], names.Where(name => RetentionClasses.Of(name) is null));
        Assert.Equal([], RetentionClasses.All.SelectMany(of => of.Kinds).Where(prefix => !names.Exists(name => name.StartsWith(prefix, StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_fact_that_decides_about_what_another_made_is_in_the_report_on_duties()
    {
        var registered = facts.All;
        var known = Acts.Approvals.Concat(Acts.Separate.Select(pair => pair.Checked)).ToHashSet(StringComparer.Ordinal);
        var deciding = registered.Where(fact => HasActor(fact.Value.Shape) && (ReadsLikeADecision(fact.Key) || NamesWhatWasSeen(fact.Value.Shape))).Select(fact => fact.Key);
        Assert.Equal([], deciding.Where(name => !known.Contains(name) && !NoSecondHand.ContainsKey(name)));
        Assert.Equal([], NoSecondHand.Keys.Where(name => known.Contains(name) || !registered.ContainsKey(name)));
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
        Assert.Equal([], Acts.Approvals.Where(name => !registered.ContainsKey(name)));
    }

    [Fact]
    public void Every_fact_that_names_an_organisation_on_the_other_side_is_in_the_report_on_related_parties()
    {
        var registered = facts.All;
        var naming = registered.Where(fact => HasActor(fact.Value.Shape) && Sides(fact.Value.Shape, [])).Select(fact => fact.Key);
        Assert.Equal([], naming.Where(name => !Dealings.Kinds.Contains(name) && !Dealings.Openings.Contains(name) && !NoDealing.ContainsKey(name)));
        Assert.Equal([], NoDealing.Keys.Where(name => Dealings.Kinds.Contains(name) || !registered.ContainsKey(name)));
        Assert.Equal([], Dealings.Kinds.Concat(Dealings.Openings).Where(name => !registered.ContainsKey(name)));
    }

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
