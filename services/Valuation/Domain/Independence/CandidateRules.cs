using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Somebody who can be drawn.</summary>
/// <param name="Person">On the panel.</param>
/// <param name="Organisation">His.</param>
/// <param name="Methods">Methods that the agreement allows for the kind and he is qualified for.</param>
public sealed record Candidate(string Person, string Organisation, IReadOnlyList<string> Methods);

/// <summary>Somebody on the panel who cannot be drawn, and every reason.</summary>
public sealed record Exclusion(string Person, IReadOnlyList<Finding> Grounds);

/// <summary>The panel sorted for one case.</summary>
/// <param name="Candidates">Who can be drawn, by person.</param>
/// <param name="Exclusions">Who cannot, by person.</param>
public sealed record CandidateList(IReadOnlyList<Candidate> Candidates, IReadOnlyList<Exclusion> Exclusions);

/// <summary>Sorts the panel for a case: standing, qualification, earlier rounds of the case, independence.</summary>
public static class CandidateRules
{
    /// <summary>Everybody on the panel, once: as a candidate or with the reasons why not.</summary>
    /// <param name="subject">What is to be valued.</param>
    /// <param name="agreed">Methods that the agreement allows for its kind.</param>
    /// <param name="earlier">Rounds of the same case before.</param>
    /// <param name="day">Day of the draw.</param>
    /// <param name="known">Panel and ties.</param>
    /// <param name="again">Set where a challenged value is appraised anew.</param>
    public static CandidateList Sort(
        Subject subject, IReadOnlyList<string> agreed, IReadOnlyList<PastRound> earlier, DateOnly day, KnownTies known, ReappraisalOf? again = null)
    {
        var candidates = new List<Candidate>();
        var exclusions = new List<Exclusion>();
        foreach (var appraiser in known.Panel.Appraisers.OrderBy(one => one.Person, StringComparer.Ordinal))
        {
            var methods = appraiser.Qualified(subject.Kind, agreed, day);
            var grounds = Grounds(appraiser, methods, subject, earlier, day, known);
            if (again is not null) grounds.AddRange(ReappraisalRules.Grounds(appraiser, again, new Period(day, day), known));
            if (grounds.Count == 0) candidates.Add(new Candidate(appraiser.Person, appraiser.Organisation, methods));
            else exclusions.Add(new Exclusion(appraiser.Person, grounds));
        }

        return new CandidateList(candidates, exclusions);
    }

    private static List<Finding> Grounds(
        Appraiser appraiser, IReadOnlyList<string> methods, Subject subject, IReadOnlyList<PastRound> earlier, DateOnly day, KnownTies known)
    {
        var grounds = new List<Finding>();
        if (appraiser.Standing == AppraiserStanding.Suspended) grounds.Add(new("panel.suspended", new("Suspended.", "已暂停。")));
        if (appraiser.Standing == AppraiserStanding.Removed) grounds.Add(new("panel.removed", new("Removed from the panel.", "已除名。")));
        if (methods.Count == 0)
        {
            grounds.Add(new("panel.not-qualified", new(
                $"Not qualified on {day:yyyy-MM-dd} for a method agreed for {KebabCase.Name(subject.Kind)}.",
                $"{day:yyyy-MM-dd} 不具备评估 {KebabCase.Name(subject.Kind)} 的约定方法资格。")));
        }

        if (earlier.FirstOrDefault(round => round.Person == appraiser.Person) is { } before)
        {
            grounds.Add(new("assignment.earlier-round", new(
                $"Was drawn in round {before.Round} of this case and did not finish it.", $"本案第 {before.Round} 轮曾被抽中而未完成。")));
        }

        grounds.AddRange(IndependenceRules.Find(appraiser, subject.Party, new Period(day, day), known));
        return grounds;
    }
}
