using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Whose signatures a version needs, and which are there, on a day.</summary>
/// <param name="Required">Parties that must each sign: all of a first version; of an amendment the new parties and those left out.</param>
/// <param name="MissingRequired">Of these, who has not signed.</param>
/// <param name="MissingVeto">Parties that can stop an amendment and have not signed.</param>
/// <param name="Electors">Parties of the replaced version among which the majority is counted; empty for a first version.</param>
/// <param name="Signed">How many of the electors signed.</param>
/// <param name="Needed">How many of them must.</param>
public sealed record SignatureStanding(
    IReadOnlyList<string> Required, IReadOnlyList<string> MissingRequired, IReadOnlyList<string> MissingVeto, IReadOnlyList<string> Electors,
    int Signed, int Needed)
{
    /// <summary>Whether the version can become active.</summary>
    public bool Complete => Missing is null;

    /// <summary>What is missing, the first obstacle of it; null when nothing is.</summary>
    internal Rejection? Missing =>
        MissingRequired.Count > 0 ? new SignatureMissing(MissingRequired)
        : MissingVeto.Count > 0 ? new VetoNotSigned(MissingVeto)
        : Signed < Needed ? new MajorityNotReached(Signed, Needed, Electors.Count)
        : null;
}

/// <summary>
/// Who must sign. A first version binds nobody who has not signed it. An amendment is carried by the majority that the replaced
/// version agreed on (all, when it says nothing); whoever joins by it or is left out by it must sign himself, and so must whoever
/// holds a veto over the decision "amendment". A retroactive change needs everybody.
/// </summary>
internal static class SignatureRule
{
    /// <summary>Id of the decision in an agreement's responsibilities whose quorum, majority and veto also bind amendments.</summary>
    public const string Decision = "amendment";

    public static SignatureStanding Of(Agreement state, AgreementDocument document, AgreementSurroundings around, DateOnly day)
    {
        var parties = document.Parties.Select(party => party.Id).ToList();
        var replaced = document.Terms.Supersedes is { } number
            ? around.Others.FirstOrDefault(other => other.Stage == AgreementStage.Active && other.AgreementVersion == number)?.Read()
            : null;
        if (replaced is null) return Standing(state, parties, [], [], 0);

        var electors = Electors(replaced, document, around.Register, day);
        if (state.Retroactive is not null) return Standing(state, [.. parties.Union(electors, StringComparer.Ordinal)], [], [], 0);

        var before = replaced.Parties.Select(party => party.Id).ToHashSet(StringComparer.Ordinal);
        var ruled = replaced.Terms.Responsibilities.FirstOrDefault(responsibility => responsibility.Decision == Decision);
        return Standing(
            state, [.. parties.Where(party => !before.Contains(party)), .. electors.Where(party => !parties.Contains(party))],
            [.. electors.Where(party => ruled?.Veto.Contains(party) ?? false)], electors, Needed(replaced.Terms.AmendmentMajority, ruled, electors.Count));
    }

    // Who left is known from the register; without one, from the new text. A suspended vote is not counted.
    private static List<string> Electors(AgreementDocument replaced, AgreementDocument document, ConsortiumRegister? register, DateOnly day) =>
    [
        .. replaced.Parties.Select(party => party.Id).Where(party => register is null
            ? document.Party(party) is not null
            : (register.Member(party)?.IsMember(day) ?? false) && !register.VoteSuspended(party, day)),
    ];

    // Several shares may be written down; the strictest carries. The smallest number of parties that reaches it, exactly.
    private static int Needed(Rational? agreed, Responsibility? ruled, int electors)
    {
        var share = new[] { agreed ?? Rational.One, ruled?.Majority ?? Rational.Zero, ruled?.Quorum ?? Rational.Zero }.Max();
        return Enumerable.Range(0, electors).FirstOrDefault(count => new Rational(count, electors) >= share, electors);
    }

    private static SignatureStanding Standing(
        Agreement state, IReadOnlyList<string> required, IReadOnlyList<string> veto, IReadOnlyList<string> electors, int needed) => new(
        required, [.. required.Where(party => !state.HasSigned(party))], [.. veto.Where(party => !state.HasSigned(party))], electors,
        electors.Count(state.HasSigned), needed);
}
