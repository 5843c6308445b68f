using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Agreements.Tests.Samples;

namespace Ledger.Agreements.Tests;

/// <summary>What parties are called: the register, then the agreement that rules from the latest day, then what is only proposed.</summary>
public sealed class PartyNamesTests
{
    private const string E1 = "\"id\":\"E1\",\"name\":{\"en\":\"Machine builder\",\"zh\":\"机床厂\"}";

    [Fact]
    public void Where_nothing_is_written_nobody_is_named() => Assert.Empty(PartyNames.Of(null, []));

    [Fact]
    public void A_consortium_without_a_register_has_the_names_of_its_agreement() =>
        Assert.Equal("E1 Machine builder 机床厂", Called("E1", null, Active));

    [Theory]
    [InlineData(AgreementStage.Active, "E1 New works 新厂")]
    [InlineData(AgreementStage.Proposed, "E1 Machine builder 机床厂")]
    [InlineData(AgreementStage.Withdrawn, "E1 Machine builder 机床厂")]
    [InlineData(AgreementStage.Draft, "E1 Machine builder 机床厂")]
    public void A_later_version_renames_a_party_once_it_is_in_force(AgreementStage stage, string called) =>
        Assert.Equal(called, Called("E1", null, Renamed(stage), Active));

    [Theory]
    [InlineData(AgreementStage.Proposed, "E1 New works 新厂")]
    [InlineData(AgreementStage.Draft, null)]
    [InlineData(AgreementStage.Withdrawn, null)]
    public void The_first_proposal_names_those_who_are_to_sign_it_a_draft_names_nobody(AgreementStage stage, string? called) =>
        Assert.Equal(called, Called("E1", null, Renamed(stage)));

    [Fact]
    public void The_register_has_the_last_word_and_former_members_keep_their_names()
    {
        var register = RegisterSamples.Of("S", "G").And(
            new PartyAcceded(new PartyEntry("E1", new Text("Legal name", "法定名称"), PartyType.Enterprise), RegisterSamples.Founding, Administrator, At),
            new PartyWithdrawalNoticed("E1", RegisterSamples.Founding, RegisterSamples.Founding.AddDays(30), "Moves.", Of("E1"), At));

        Assert.Equal("E1 Legal name 法定名称", Called("E1", register, Renamed(AgreementStage.Active)));
        Assert.Equal("E2", PartyNames.Of(register, [Active]).Single(party => party.Id == "E2").Id);
    }

    private static Agreement Active => Folded(Document, AgreementStage.Active);

    private static Agreement Renamed(AgreementStage stage) =>
        Folded(TaihuAgreement.Json((E1, E1.Replace("Machine builder", "New works", StringComparison.Ordinal).Replace("机床厂", "新厂", StringComparison.Ordinal)),
            ("\"version\":1", "\"version\":2,\"supersedes\":1"), ("\"from\":\"2025-01-01\",\"to\":\"2027-12-31\"", "\"from\":\"2026-01-01\",\"to\":\"2027-12-31\""), (",\"accededOn\":\"2025-02-01\"", "")), stage);

    private static string? Called(string id, ConsortiumRegister? register, params Agreement[] agreements) =>
        PartyNames.Of(register, agreements).SingleOrDefault(party => party.Id == id) is { } one ? $"{one.Id} {one.Name.En} {one.Name.Zh}" : null;
}
