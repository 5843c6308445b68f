using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Risks.Integration;
using Ledger.Tests;
using Ledger.Tests.Running;

namespace Ledger.Risks.Tests.Running;

/// <summary>Every message that Risks consumes, delivered more than once and in any order, has one effect.</summary>
public sealed class RedeliveryTests(RunningRisks running)
{
    private static readonly Guid Machine = Guid.Parse("0198f000-0000-7000-8000-00000000d001");
    private static readonly MoneyAmount Nothing = new("0.00", "CNY");

    private static readonly IReadOnlyList<Redelivery> Messages =
    [
        Redelivery.Of<AgreementActivated, WhenAgreementActivated>(new(Guid.NewGuid(), TaihuAgreement.Id, 1, Samples.Document.DocumentHash, Samples.Document.Json)),
        Redelivery.Of<ValueAccepted, WhenValueAccepted>(new(
            Guid.NewGuid(), Machine, "E1-machine", TaihuAgreement.Id, 1, "E1", "donated-equipment", new("1200000.00", "CNY"), new("840000.00", "CNY"), "market.comparables", 1,
            new DateOnly(2025, 3, 1))),
        Redelivery.Of<ValueReplaced, WhenValueReplaced>(new(
            Guid.NewGuid(), Machine, "E1-machine", TaihuAgreement.Id, 1, "E1", "donated-equipment", 2, new("840000.00", "CNY"), new("800000.00", "CNY"), new("-40000.00", "CNY"),
            "market.comparables", 1, new DateOnly(2025, 3, 1), new DateOnly(2025, 3, 1), new DateOnly(2026, 2, 1), "challenge", "C1", "Too high", "过高")),
        Redelivery.Of<ContributionReversed, WhenContributionReversed>(new(Machine, new DateOnly(2026, 2, 1), "Was never delivered", "从未交付")),
        Redelivery.Of<DistributionSettled, WhenDistributionSettled>(new(
            Guid.NewGuid(), Guid.NewGuid(), "2025", TaihuAgreement.Id, new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31), new("60000.00", "CNY"), new("25300.00", "CNY"),
            new("34700.00", "CNY"), [], new SettledBasis(1, new string('a', 64), new("600000.00", "CNY"), Nothing, [], []))),
        Redelivery.Of<SettlementCorrected, WhenSettlementCorrected>(new(Guid.NewGuid(), TaihuAgreement.Id, 1, new DateOnly(2025, 12, 31), new("100.00", "CNY"), [], [])),
    ];

    [Fact]
    public void The_table_lists_every_handler() =>
        Assert.Equal(Redelivery.HandlersOf(typeof(RisksService)), Messages.Select(message => message.Handler.Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(Coming.InOrder)]
    [InlineData(Coming.Reversed)]
    [InlineData(Coming.AtOnce)]
    public async Task Each_has_one_effect(Coming coming)
    {
        var tenant = $"again-{coming}".ToLowerInvariant();
        await Redelivery.HandAsync(running, tenant, Messages, coming);
        Assert.Equal(
            ["accepted_value_copied.v1", "accepted_value_replaced.v1", "accepted_value_struck.v1", "agreement_adopted.v1", "reserve_corrected.v1", "reserve_settled.v1"],
            await running.FactsAsync(tenant));
        using var officer = await running.PersonAsync("officer", "S", tenant, "finance-officer");
        var reserve = await officer.GetFromJsonAsync<JsonElement>("reserve", TestContext.Current.CancellationToken);
        var year = reserve.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("year").GetInt32() == 2025);
        Assert.Equal("34800.00", year.GetProperty("closing").GetProperty("amount").GetString()); // 60,000.00 - 25,300.00 + 100.00
    }
}
