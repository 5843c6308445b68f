using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;

namespace Ledger.Agreements.Tests;

internal static class Samples
{
    public static readonly Guid Id = Guid.Parse("0198f000-0000-7000-8000-0000000000a1");
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

    public static Func<Agreement, Decision> Propose() => state => AgreementDecider.Decide(state, new ProposeAgreement(Administrator, At));

    public static Func<Agreement, Decision> Sign(string party, string? hash = null) =>
        state => AgreementDecider.Decide(state, new SignAgreement(hash ?? Terms.DocumentHash, Of(party), At));
}
