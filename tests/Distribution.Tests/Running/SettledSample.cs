using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Distribution.Integration;
using Ledger.Tests;
using Ledger.Tests.Running;

namespace Ledger.Distribution.Tests.Running;

/// <summary>Sample A, settled in a consortium of its own on the running service: what is paid, stated and exported afterwards.</summary>
internal static class SettledSample
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Everything up to the settlement: losses too, so that the figures are those of the sample.</summary>
    /// <returns>The settled run.</returns>
    public static async Task<string> SettleAsync(RunningDistribution running, string tenant)
    {
        var agreement = TaihuAgreement.Adopted.Document!;
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
            new AgreementActivated(Guid.NewGuid(), TaihuAgreement.Id, 1, agreement.DocumentHash, agreement.Json), tenant);
        foreach (var value in SampleA.Values)
        {
            var said = value.Contribution;
            await running.DeliverAsync<ValueAccepted, WhenValueAccepted>(
                new ValueAccepted(
                    Guid.NewGuid(), said.ContributionId, said.Reference, TaihuAgreement.Id, 1, said.Party, said.Kind, Cny(said.Claimed.Amount),
                    Cny(said.Accepted.Amount), said.Method, said.MethodVersion, value.EffectiveOn),
                tenant);
        }

        foreach (var loss in new[] { SampleA.DisruptionLoss, SampleA.PlacementLoss, SampleA.ObsolescenceLoss })
        {
            await running.DeliverAsync<LossAllocated, WhenLossAllocated>(
                new LossAllocated(
                    loss.RiskEventId, loss.Reference, loss.AgreementId, loss.AgreementVersion, loss.Category, loss.OccurredOn, Cny(loss.Loss.Amount),
                    [.. loss.Payments.Select(payment => new LossPayment(payment.Payer ?? "reserve", payment.Party, Cny(payment.Amount.Amount)))]),
                tenant);
        }

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

    /// <summary>Sends and expects success.</summary>
    /// <returns>Id of what was decided on.</returns>
    public static async Task<string> DoneAsync(HttpClient client, string path, object body, long? version = null)
    {
        var (status, answer) = await ServiceUnderTest.SendAsync(client, path, body, version);
        Assert.True(status is 200 or 201, $"{path}: {answer}");
        return answer.GetProperty("id").GetString()!;
    }

    /// <summary>Sends and expects a refusal.</summary>
    public static async Task RefusedAsync(HttpClient client, string path, object body, int status, string code)
    {
        var (given, answer) = await ServiceUnderTest.SendAsync(client, path, body);
        Assert.Equal((status, code), (given, answer.TryGetProperty("code", out var said) ? said.GetString() : answer.ToString()));
    }

    public static MoneyAmount Cny(string amount) => new(amount, "CNY");
}
