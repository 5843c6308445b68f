using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using Ledger.Tests.Running;

namespace Ledger.Distribution.Tests.Running;

/// <summary>Sample A in a consortium of its own, step by step, over HTTP and by messages.</summary>
internal sealed class SampleJourney(RunningDistribution running, string tenant)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public string Tenant => tenant;

    public static MoneyAmount Cny(string amount) => new(amount, "CNY");

    public Task<HttpClient> OfficerAsync() => running.AsAsync("G", tenant, "finance-officer");

    public Task<HttpClient> ApproverAsync() => running.AsAsync("REG", tenant, "approver");

    public Task<HttpClient> PartyAsync(string party) => running.AsAsync(party, tenant, "contributor", "signatory");

    /// <summary>Agreement and accepted values.</summary>
    /// <param name="document">Another agreement than the sample's, of the same id and parties.</param>
    /// <param name="profile">The region profile that it names.</param>
    public async Task BeginAsync(JsonElement? document = null, EffectiveProfile? profile = null)
    {
        var agreement = document is { } other ? TaihuAgreement.Adopt(other).Document! : TaihuAgreement.Adopted.Document!;
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
            new AgreementActivated(
                Guid.NewGuid(), TaihuAgreement.Id, 1, agreement.DocumentHash, agreement.Json,
                RegionProfile: profile is null ? null : JsonSerializer.SerializeToElement(profile, FactJson.Facts)), tenant);
        foreach (var value in SampleA.Values)
            await AcceptAsync(value.Contribution.ContributionId, value.Contribution.Party, value.Contribution.Reference, value.Contribution.Accepted.Amount, value.EffectiveOn);
    }

    public Task AcceptAsync(Guid contribution, string party, string reference, string amount, DateOnly? from = null) =>
        running.DeliverAsync<ValueAccepted, WhenValueAccepted>(
            new ValueAccepted(
                Guid.NewGuid(), contribution, reference, TaihuAgreement.Id, 1, party, "cash", Cny(amount), Cny(amount), "cash.face", 1,
                from ?? new DateOnly(2025, 1, 1)),
            tenant);

    /// <summary>Valuation replaces a value from its first day on.</summary>
    public Task ReplaceAsync(string reference, string was, string accepted, int number = 2)
    {
        var value = SampleA.Values.Single(value => value.Contribution.Reference == reference);
        var difference = decimal.Parse(accepted, System.Globalization.CultureInfo.InvariantCulture) - decimal.Parse(was, System.Globalization.CultureInfo.InvariantCulture);
        return running.DeliverAsync<ValueReplaced, WhenValueReplaced>(
            new ValueReplaced(
                Guid.NewGuid(), value.Contribution.ContributionId, reference, TaihuAgreement.Id, 1, value.Contribution.Party, value.Contribution.Kind, number,
                Cny(was), Cny(accepted), Cny(difference.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)), "market.unit-rate", 1, value.EffectiveOn,
                value.EffectiveOn, new DateOnly(2026, 2, 1), "challenge", "challenge-1", "Was wrong", "有误"), tenant);
    }

    /// <summary>The pool of the year with its cost claims.</summary>
    public async Task<string> DeclareAsync()
    {
        using var officer = await OfficerAsync();
        var pool = await DoneAsync(officer, "pools", new
        {
            Reference = "2025", AgreementId = TaihuAgreement.Id, Period = new { From = "2025-01-01", To = "2025-12-31" }, Amount = Cny("600000.00"),
            Title = new { En = "Income", Zh = "收入" },
        });
        foreach (var (party, amount) in new[] { ("S", "90000.00"), ("E2", "30000.00") })
        {
            using var claimant = await PartyAsync(party);
            await DoneAsync(claimant, $"pools/{pool}/cost-claims", new { Reference = $"{party}-cost", Amount = Cny(amount), Title = new { En = "Costs", Zh = "成本" } });
        }

        return pool;
    }

    /// <summary>Computed and proposed.</summary>
    public async Task<(string Run, string Hash)> ProposeAsync(string pool)
    {
        using var officer = await OfficerAsync();
        var run = await DoneAsync(officer, "runs", new { Pool = pool });
        await DoneAsync(officer, $"runs/{run}/proposal", new { }, 1);
        var view = await officer.GetFromJsonAsync<JsonElement>($"runs/{run}", Ct);
        return (run, view.GetProperty("proposal").GetProperty("hash").GetString()!);
    }

    public async Task NobodyObjectsAsync(string run, string hash, params string[] parties)
    {
        foreach (var party in parties)
        {
            using var participant = await PartyAsync(party);
            await DoneAsync(participant, $"runs/{run}/no-objection", new { ProposalHash = hash });
        }
    }

    /// <summary>From proposal to settlement, nobody objecting.</summary>
    public async Task SettleAsync(string run, string hash)
    {
        await NobodyObjectsAsync(run, hash, "E1", "E2", "S");
        using var approver = await ApproverAsync();
        await DoneAsync(approver, $"runs/{run}/approval", new { ProposalHash = hash }, await VersionAsync(run));
        using var officer = await OfficerAsync();
        await DoneAsync(officer, $"runs/{run}/settlement", new { }, await VersionAsync(run));
    }

    /// <summary>Risks allocated a loss: who pays whom.</summary>
    public Task<DeliveryContext> ChargeAsync(Guid riskEvent, string reference, string loss, params LossPayment[] payments) =>
        running.DeliverAsync<LossAllocated, WhenLossAllocated>(
            new LossAllocated(riskEvent, reference, TaihuAgreement.Id, 1, "production-disruption", new DateOnly(2025, 6, 16), Cny(loss), payments), tenant);

    /// <summary>Every currency of the cash book: its debits less its credits, which are nothing at any time.</summary>
    public async Task BalancedAsync()
    {
        using var officer = await OfficerAsync();
        var trial = await officer.GetFromJsonAsync<JsonElement>("journal/trial-balance?book=cash", Ct);
        Assert.NotEmpty(trial.GetProperty("totals").EnumerateArray());
        Assert.All(trial.GetProperty("totals").EnumerateArray(), total => Assert.Equal("0.00", total.GetProperty("difference").GetProperty("amount").GetString()));
    }

    public async Task<long> VersionAsync(string run) => await VersionOfAsync($"runs/{run}");

    public async Task<long> VersionOfAsync(string path)
    {
        using var officer = await OfficerAsync();
        using var answer = await officer.GetAsync(path, Ct);
        return long.Parse(answer.Headers.ETag!.Tag.Trim('"'), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Debit less credit of an account, or null.</summary>
    public async Task<string?> BalanceAsync(string account, string query = "")
    {
        using var officer = await OfficerAsync();
        var accounts = await officer.GetFromJsonAsync<JsonElement>($"accounts?agreement={TaihuAgreement.Id}{query}", Ct);
        return accounts.EnumerateArray().Where(row => row.GetProperty("code").GetString() == account)
            .Select(row => row.GetProperty("balance").GetProperty("amount").GetString()).SingleOrDefault();
    }

    public static async Task<string> DoneAsync(HttpClient client, string path, object body, long? version = null)
    {
        var (status, answer) = await ServiceUnderTest.SendAsync(client, path, body, version);
        Assert.True(status is 200 or 201, $"{path}: {answer}");
        return answer.GetProperty("id").GetString()!;
    }

    public static async Task RefusedAsync(HttpClient client, string path, object body, string code, int status = 409, long? version = null, string? field = null)
    {
        var (answered, answer) = await ServiceUnderTest.SendAsync(client, path, body, version);
        Assert.Equal(code, answer.GetProperty("code").GetString());
        Assert.Equal(status, answered);
        if (field is not null) Assert.Equal(field, answer.GetProperty("field").GetString());
    }
}
