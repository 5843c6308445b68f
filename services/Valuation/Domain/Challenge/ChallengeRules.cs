using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Who may object, on what, and who may decide.</summary>
internal static class ChallengeRules
{
    private const int ClauseLength = 200;

    /// <summary>Whether a party's share or burden follows accepted values, or it brought the thing in.</summary>
    public static bool HasStanding(AgreementDocument agreement, Subject subject, string party) =>
        party == subject.Party || agreement.Benefit.Participants.Contains(party)
        || (agreement.Risk.Allocation.Key is null && agreement.Party(party) is not null);

    /// <summary>Persons who valued or approved what stands, or concluded what replaced it.</summary>
    public static IReadOnlyList<string> Involved(Appraisal state) =>
    [
        .. new[] { state.Proposal?.By.Person, state.Acceptance?.By.Person }
            .Concat(state.Approvals.Select(one => (string?)one.By.Person)).Concat(state.Replacements.Select(one => (string?)one.By.Person))
            .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Until when the standing value can be objected to.</summary>
    public static ChallengeClock Window(StandingValue standing, AgreementDocument agreement) =>
        ChallengeClock.WorkingDays(standing.At, agreement.Terms.Dispute?.ValueChallenge?.Window, ChallengePolicy.WindowWorkingDays);

    /// <summary>When a new appraisal is due.</summary>
    public static ChallengeClock Due(DateTimeOffset at, AgreementDocument agreement) =>
        ChallengeClock.Days(at, agreement.Terms.Dispute?.ValueChallenge?.Reappraisal, ChallengePolicy.ReappraisalDays);

    /// <summary>Until when an appeal, or a vote, is possible.</summary>
    public static ChallengeClock AppealFrom(DateTimeOffset at, AgreementDocument agreement) =>
        ChallengeClock.WorkingDays(at, agreement.Terms.Dispute?.ValueChallenge?.Appeal, ChallengePolicy.AppealWorkingDays);

    /// <summary>Who decides finally; null where the agreement names nobody.</summary>
    public static FinalDecision? Forum(AgreementDocument agreement) => agreement.Terms.Dispute switch
    {
        null => null,
        { Final: { } final } => final,
        { Panel.Count: > 0 } => FinalDecision.Panel,
        _ => null,
    };

    /// <summary>The members of the panel that are tied to nobody who is a party to the challenge.</summary>
    public static IReadOnlyList<string> Members(Challenge challenge, Subject subject, string appellant, AgreementDocument agreement)
    {
        var parties = Group([subject.Party, appellant, .. challenge.Challengers], agreement);
        return [.. (agreement.Terms.Dispute?.Panel ?? []).Where(member => !parties.Contains(member)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether somebody belongs to a party to the challenge or to its group.</summary>
    public static bool IsPartyTo(Challenge challenge, Subject subject, AgreementDocument agreement, Actor by) =>
        Group([subject.Party, .. challenge.Challengers, .. challenge.Appeal is { } appeal ? [appeal.Party] : Array.Empty<string>()], agreement)
            .Contains(by.Organisation);

    /// <summary>What is wrong with a ground, or null.</summary>
    public static Rejection? Broken(ChallengeGround ground, KnownEvidence? known, AgreementDocument agreement)
    {
        if (ground.Count != 1) return new GroundMissing { Field = "ground" };
        if (ground.Evidence is { } reference)
            return known?.Item.Said?.Reference == reference ? null : new GroundUnknown(reference) { Field = "ground.evidence" };
        if (ground.Method is { } method)
        {
            return MethodCatalogue.IsKnown(method, MethodPurpose.Valuation) || MethodCatalogue.IsKnown(method, MethodPurpose.Analysis)
                ? null
                : new GroundUnknown(method) { Field = "ground.method" };
        }

        return Exists(ground.Clause!, agreement.Json) ? null : new GroundUnknown(ground.Clause!) { Field = "ground.clause" };
    }

    /// <summary>The terms under which appraisals are held against each other: each of them met the minimum of evidence by itself.</summary>
    public static ValuationTerms Terms(Subject subject, AgreementDocument agreement) =>
        subject.TermsUnder(agreement, subject.EffectiveOn) with { MinEvidence = 0 };

    /// <summary>Value of a calculation before the claim is looked at.</summary>
    public static Money Figure(MethodResult result) => Member(result, "value");

    /// <summary>Value of a calculation as it would count.</summary>
    public static Money Accepted(MethodResult result) => Member(result, "accepted");

    // The figures of every valuation method have these members; the others differ by method, and a stored result is read strictly.
    private static Money Member(MethodResult result, string name) => result.Value.GetProperty(name).Deserialize<Money>(RuleJson.Results)!;

    private static HashSet<string> Group(IEnumerable<string> parties, AgreementDocument agreement)
    {
        var control = ControlGraph.Of(agreement);
        return parties.SelectMany(control.GroupOf).ToHashSet(StringComparer.Ordinal);
    }

    private static bool Exists(string path, JsonElement at)
    {
        if (path.Length is 0 or > ClauseLength) return false;
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return false;
        }

        return true;
    }
}
