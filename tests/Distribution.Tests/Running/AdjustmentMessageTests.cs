using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Distribution.Integration;
using Ledger.Tests;
using Ledger.Tests.Running;

namespace Ledger.Distribution.Tests.Running;

/// <summary>Reversals and retroactive changes, as messages, on a real PostgreSQL.</summary>
public sealed class AdjustmentMessageTests(RunningDistribution running)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Sample A up to the settlement, then S-teaching is reversed: the figures are those of AdjustmentTests, computed by hand there.
    [Fact]
    public async Task A_settled_run_stays_and_its_difference_is_pending()
    {
        const string tenant = "reversed";
        var run = await SettleSampleAsync(tenant);
        using var officer = await running.AsAsync("G", tenant, "finance-officer");
        var before = await officer.GetFromJsonAsync<JsonElement>($"runs/{run}", Ct);
        var teaching = SampleA.Values.Single(value => value.Contribution.Reference == "S-teaching").Contribution.ContributionId;
        await ReverseTwiceAsync(teaching, tenant);

        var pending = await officer.GetFromJsonAsync<JsonElement>($"adjustments?agreement={TaihuAgreement.Id}", Ct);
        var lines = pending.GetProperty("reversals")[0].GetProperty("difference").GetProperty("lines").EnumerateArray();
        Assert.Equal(
            ["E1 14118.79", "E2 2359.99", "S -16478.78"],
            lines.Select(line => $"{line.GetProperty("party").GetString()} {line.GetProperty("amount").GetProperty("amount").GetString()}"));
        Assert.Equal(before.ToString(), (await officer.GetFromJsonAsync<JsonElement>($"runs/{run}", Ct)).ToString());
        var balance = await officer.GetFromJsonAsync<JsonElement>("journal/trial-balance?book=in-kind", Ct);
        Assert.Equal("-72000.00", Balance(balance, "in-kind:party:S:contributed"));
        Assert.Equal("-152000.00", Balance(await officer.GetFromJsonAsync<JsonElement>("journal/trial-balance?book=in-kind&on=2025-12-31", Ct), "in-kind:party:S:contributed"));
    }

    [Fact]
    public async Task A_value_that_comes_after_the_reversal_is_in_no_book()
    {
        const string tenant = "late";
        var contribution = Guid.NewGuid();
        await ReverseTwiceAsync(contribution, tenant);
        using var officer = await running.AsAsync("G", tenant, "finance-officer");
        Assert.Equal(0, (await officer.GetFromJsonAsync<JsonElement>("journal", Ct)).GetProperty("items").GetArrayLength());
        await AcceptAsync(contribution, "S", "S-late", "1000.00", tenant);
        Assert.Equal(0, (await officer.GetFromJsonAsync<JsonElement>("journal", Ct)).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await officer.GetFromJsonAsync<JsonElement>("journal/trial-balance", Ct)).GetProperty("accounts").GetArrayLength());
    }

    [Fact]
    public async Task A_retroactive_change_is_pending_until_it_is_booked()
    {
        const string tenant = "changed";
        var message = new RetroactiveChangeConfirmed(
            Guid.NewGuid(), TaihuAgreement.Id, 2, 1, new DateOnly(2025, 1, 1), new string('a', 64), "Points were agreed otherwise.",
            [
                new ChangedRun(
                    Guid.NewGuid(), "2025", new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31),
                    new ChangedAmount(Cny("60000.00"), Cny("60000.00"), Cny("0.00")),
                    [
                        new ChangedLine("E2", Cny("90169.08"), Cny("104562.27"), Cny("14393.19")),
                        new ChangedLine("S", Cny("196835.61"), Cny("182442.42"), Cny("-14393.19")),
                    ]),
            ],
            []);
        var delivery = await running.DeliverAsync<RetroactiveChangeConfirmed, WhenRetroactiveChangeConfirmed>(message, tenant);
        await running.DeliverAsync<RetroactiveChangeConfirmed, WhenRetroactiveChangeConfirmed>(message, tenant, delivery);
        using var officer = await running.AsAsync("G", tenant, "finance-officer");
        var pending = await officer.GetFromJsonAsync<JsonElement>($"adjustments?agreement={TaihuAgreement.Id}", Ct);
        var change = Assert.Single(pending.GetProperty("retroactiveChanges").EnumerateArray());
        Assert.Equal("14393.19", change.GetProperty("differences")[0].GetProperty("lines")[0].GetProperty("amount").GetProperty("amount").GetString());
        using var other = await running.AsAsync("G", "another", "finance-officer");
        var foreign = await other.GetFromJsonAsync<JsonElement>($"adjustments?agreement={TaihuAgreement.Id}", Ct);
        Assert.Equal(0, foreign.GetProperty("retroactiveChanges").GetArrayLength());
    }

    private async Task<string> SettleSampleAsync(string tenant)
    {
        var agreement = TaihuAgreement.Adopted.Document!;
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
            new AgreementActivated(Guid.NewGuid(), TaihuAgreement.Id, 1, agreement.DocumentHash, agreement.Json), tenant);
        foreach (var value in SampleA.Values)
            await AcceptAsync(value.Contribution.ContributionId, value.Contribution.Party, value.Contribution.Reference, value.Contribution.Accepted.Amount, tenant, value.EffectiveOn);

        using var officer = await running.AsAsync("G", tenant, "finance-officer");
        using var approver = await running.AsAsync("REG", tenant, "approver");
        var pool = await DoneAsync(officer, "pools", new
        {
            Reference = "2025", AgreementId = TaihuAgreement.Id, Period = new { From = "2025-01-01", To = "2025-12-31" }, Amount = Cny("600000.00"),
            Title = new { En = "Income", Zh = "收入" },
        });
        foreach (var (party, amount) in new[] { ("S", "90000.00"), ("E2", "30000.00") })
        {
            using var claimant = await running.AsAsync(party, tenant, "contributor");
            await DoneAsync(claimant, $"pools/{pool}/cost-claims", new { Reference = $"{party}-cost", Amount = Cny(amount), Title = new { En = "Costs", Zh = "成本" } });
        }

        var run = await DoneAsync(officer, "runs", new { Pool = pool });
        await DoneAsync(officer, $"runs/{run}/proposal", new { }, 1);
        var hash = (await officer.GetFromJsonAsync<JsonElement>($"runs/{run}", Ct)).GetProperty("proposal").GetProperty("hash").GetString();
        foreach (var party in new[] { "E1", "E2", "S" })
        {
            using var participant = await running.AsAsync(party, tenant, "contributor");
            await DoneAsync(participant, $"runs/{run}/no-objection", new { ProposalHash = hash });
        }

        await DoneAsync(approver, $"runs/{run}/approval", new { ProposalHash = hash }, 5);
        await DoneAsync(officer, $"runs/{run}/settlement", new { }, 6);
        return run;
    }

    private static async Task<string> DoneAsync(HttpClient client, string path, object body, long? version = null)
    {
        var (status, answer) = await ServiceUnderTest.SendAsync(client, path, body, version);
        Assert.True(status is 200 or 201, $"{path}: {answer}");
        return answer.GetProperty("id").GetString()!;
    }

    private async Task ReverseTwiceAsync(Guid contribution, string tenant)
    {
        var message = new ContributionReversed(contribution, new DateOnly(2026, 2, 1), "Was never given", "从未提供");
        var delivery = await running.DeliverAsync<ContributionReversed, WhenContributionReversed>(message, tenant);
        await running.DeliverAsync<ContributionReversed, WhenContributionReversed>(message, tenant, delivery);
    }

    private Task AcceptAsync(Guid contribution, string party, string reference, string amount, string tenant, DateOnly? from = null) =>
        running.DeliverAsync<ValueAccepted, WhenValueAccepted>(
            new ValueAccepted(
                Guid.NewGuid(), contribution, reference, TaihuAgreement.Id, 1, party, "cash", Cny(amount), Cny(amount), "cash.face", 1,
                from ?? new DateOnly(2025, 1, 1)),
            tenant);

    private static string? Balance(JsonElement trial, string account) => trial.GetProperty("accounts").EnumerateArray()
        .Single(row => row.GetProperty("code").GetString() == account).GetProperty("balance").GetProperty("amount").GetString();

    private static MoneyAmount Cny(string amount) => new(amount, "CNY");
}
