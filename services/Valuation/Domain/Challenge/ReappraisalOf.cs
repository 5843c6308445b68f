using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What an appraisal was opened for, where it is a new one of a challenged value.</summary>
/// <param name="Appraisal">Stream of the appraisal whose value is challenged.</param>
/// <param name="Challenge">Which challenge.</param>
/// <param name="Number">2 or 3.</param>
/// <param name="Involved">Persons who valued or approved before, and are not drawn.</param>
/// <param name="Challengers">Parties that objected when it was opened; nobody tied to them is drawn.</param>
public sealed record ReappraisalOf(
    Guid Appraisal, int Challenge, int Number, IReadOnlyList<string> Involved, IReadOnlyList<string> Challengers);

/// <summary>A new appraisal of a challenged value was opened.</summary>
/// <param name="Subject">As in the first appraisal.</param>
/// <param name="Of">What for.</param>
public sealed record ReappraisalOpened(Subject Subject, ReappraisalOf Of);

public sealed record IsReappraisal() : Rejection("appraisal.is-reappraisal", RejectionKind.Conflict, new(
    "This is a new appraisal for a challenge: its value counts only through the decision of the challenge.",
    "本案是为异议而作的重新评估，其价值仅经异议裁定后生效。"));

public sealed record ReappraisalHandedIn() : Rejection("appraisal.reappraisal-handed-in", RejectionKind.Conflict, new(
    "The new appraisal is handed in; it is made once, before the claim and the challenged value can be read.",
    "重新评估已提交。重新评估须在知悉申报价值与被异议价值之前一次作出，不得更改。"));

public sealed record ReappraisalNotWanted() : Rejection("appraisal.reappraisal-closed", RejectionKind.Conflict, new(
    "The challenge no longer waits for this appraisal.", "异议已不再需要该份评估。"));

/// <summary>Who may not make a new appraisal.</summary>
internal static class ReappraisalRules
{
    /// <summary>Grounds against drawing somebody beside those of every draw.</summary>
    public static IEnumerable<Finding> Grounds(Appraiser appraiser, ReappraisalOf of, Period span, KnownTies known)
    {
        if (of.Involved.Contains(appraiser.Person, StringComparer.Ordinal))
        {
            yield return new Finding("challenge.involved", new(
                "Valued or approved in this case before.", "此前已参与本案的评估或认定。"));
        }

        foreach (var finding in TiedTo(of.Challengers, appraiser, span, known)) yield return finding;
    }

    /// <summary>Ties of a new appraiser to whoever objected; repeated draws and rings are matters between valuer and contributor.</summary>
    public static IEnumerable<Finding> TiedTo(IEnumerable<string> challengers, Appraiser appraiser, Period span, KnownTies known) => challengers
        .SelectMany(party => IndependenceRules.Find(appraiser, party, span, known with { Past = [] }));
}
