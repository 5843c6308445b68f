using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;

namespace Ledger.Agreements.Tests;

internal static class Samples
{
    public static readonly Guid Id = Guid.Parse("0198f000-0000-7000-8000-0000000000a1");
    public static readonly Guid Slot = Guid.Parse("0198f000-0000-7000-8000-0000000000b1");
    public static readonly DateTimeOffset At = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);
    public static readonly Actor Administrator = new("an@taihu", "OPS");
    public static readonly JsonElement Document = TaihuAgreement.Json();
    public static readonly AgreementDocument Terms = AgreementDocument.Parse(Document).Value!;

    public static readonly string[] Parties = ["S", "E1", "E2", "G"];

    public static AgreementDrafted Drafted => new("taihu-2025", 1, Document, Terms.DocumentHash, Parties, Administrator, At);

    public static AgreementProposed Proposed => new(Terms.DocumentHash, Administrator, At);

    public static AgreementActivated Activated => new("taihu-2025", 1, Terms.DocumentHash, Document, At);

    public static Actor Of(string party) => new($"somebody@{party}", party);

    public static AgreementSigned SignedBy(string party) => new(party, Terms.DocumentHash, Of(party), At);

    public static Given<Agreement> Given(params object[] facts) => GivenWhenThen.Given(Agreement.None(Id), AgreementDecider.Evolve, facts);

    public static Func<Agreement, Decision> Draft(JsonElement? document = null) => state =>
    {
        var read = AgreementDocument.Parse(document ?? Document).Value!;
        return AgreementDecider.Decide(state, new DraftAgreement(read, read.Json, read.DocumentHash, Administrator, At));
    };

    /// <summary>No other version, nothing settled.</summary>
    public static AgreementSurroundings Alone { get; } = new([], null, Slot);

    public static Func<Agreement, Decision> Propose(AgreementSurroundings? around = null) =>
        state => AgreementDecider.Decide(state, new ProposeAgreement(around ?? Alone, Administrator, At));

    public static Func<Agreement, Decision> Sign(string party, string? hash = null, AgreementSurroundings? around = null) =>
        state => AgreementDecider.Decide(state, new SignAgreement(hash ?? state.DocumentHash, around ?? Alone, Of(party), At));

    public static Func<Agreement, Decision> Withdraw(string reason = "A party asked for changes.") =>
        state => AgreementDecider.Decide(state, new WithdrawAgreement(reason, Administrator, At));

    /// <summary>The Taihu agreement as another version of itself.</summary>
    public static JsonElement VersionOf(int version, string from, string to, int? supersedes = null) => TaihuAgreement.Json(
        ("\"version\":1", $"\"version\":{version}{(supersedes is { } earlier ? $",\"supersedes\":{earlier}" : "")}"),
        ("\"from\":\"2025-01-01\",\"to\":\"2027-12-31\"", $"\"from\":\"{from}\",\"to\":\"{to}\""),
        (",\"accededOn\":\"2025-02-01\"", ""));

    /// <summary>A version folded up to a stage.</summary>
    public static Agreement Folded(JsonElement document, AgreementStage stage)
    {
        var read = AgreementDocument.Parse(document).Value!;
        var state = AgreementDecider.Evolve(
            Agreement.None(new Guid(read.Version, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1])),
            new AgreementDrafted(read.AgreementId, read.Version, document, read.DocumentHash, [.. read.Parties.Select(party => party.Id)], Administrator, At));
        return state with { Stage = stage };
    }
}
