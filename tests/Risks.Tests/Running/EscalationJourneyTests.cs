using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Risks.Integration;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Tests.Running;

namespace Ledger.Risks.Tests.Running;

/// <summary>What lies above all caps, from preview to late insurance money, over HTTP on a real PostgreSQL.</summary>
public sealed class EscalationJourneyTests(RunningRisks running)
{
    private const string Tenant = "escalated";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly string Hash = new('f', 64);

    // E2 lost 4,000.00. E1, E2 and S bear 1,000.00 each, their caps: 1,000.00 are escalated. E1 takes 700.00 of it, 300.00 stay with E2. Of 1,500.00 that an
    // insurer pays E2 later, 1,000.00 undo that, 700.00 to E1; 500.00 go back to the three, 166.67, 166.67 and 166.66: E2 pays E1 866.67, S 166.66.
    [Fact]
    public async Task A_rest_above_all_caps_is_decided_on_record_before_the_loss_is_allocated()
    {
        using var reporter = await running.PersonAsync("zhao", "E2", Tenant, "contributor");
        using var officer = await running.PersonAsync("wang", "S", Tenant, "finance-officer");
        using var officerToo = await running.PersonAsync("wang", "G", Tenant, "approver");
        using var approver = await running.PersonAsync("sun", "G", Tenant, "approver");
        using var ofE1 = await running.PersonAsync("lin", "E1", Tenant, "signatory");
        using var ofE2 = await running.PersonAsync("qian", "E2", Tenant, "signatory");
        using var ofS = await running.PersonAsync("chen", "S", Tenant, "signatory");
        using var approverOfE1 = await running.PersonAsync("bo", "E1", Tenant, "approver");
        var agreement = Samples.With(
            """retention":"0.00","reserveLimit":"0.00","key":{"E1":"1/3","E2":"1/3","S":"1/3"},"caps":{"E1":"1000.00","E2":"1000.00","S":"1000.00"},"excess":"escalate"}""").Document!;
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
            new AgreementActivated(Guid.NewGuid(), agreement.AgreementId, 1, agreement.DocumentHash, agreement.Json), Tenant);
        var id = await DoneAsync(reporter, "risk-events", new
        {
            Reference = "R1", AgreementId = TaihuAgreement.Id, Category = "production-disruption", Title = new { En = "A cell stopped", Zh = "单元停机" },
            OccurredOn = "2025-06-16", Sufferers = new Dictionary<string, string> { ["E2"] = "1" },
        });
        var path = $"risk-events/{id}";
        await DoneAsync(officer, $"{path}/measurement", new { Method = "risk.disruption", Inputs = new { LostHours = "4000", MarginPerHour = "1" } }, 1);

        var preview = await officer.GetFromJsonAsync<JsonElement>($"{path}/allocation-preview", Ct);
        var rest = preview.GetProperty("escalated");
        Assert.Equal(("1000.00", "1000.00", false), (Of(rest, "rest"), Of(rest.GetProperty("sufferers"), "E2"), rest.TryGetProperty("resolvedBy", out _)));
        Assert.Equal(["E1 1000.00", "S 1000.00"], Payments(preview));
        var decision = new { MeasurementHash = preview.GetProperty("measurementHash").GetString(), PreviewHash = preview.GetProperty("previewHash").GetString() };
        var before = await running.FactsAsync(Tenant);
        await RefusedAsync(approver, $"{path}/allocation", decision, 409, "risk.escalation-unresolved", version: 2);
        await RefusedAsync(officer, $"{path}/escalations", Proposal(("E1", "700.00"), ("E2", "299.99")), 422, "escalation.not-all", "shares", 2);
        await RefusedAsync(officer, $"{path}/escalations", Proposal(("S", "1000.00")), 422, "escalation.public-cap", "shares.S", 2);
        await RefusedAsync(officer, $"{path}/escalations", Proposal(("E9", "1000.00")), 422, "party.unknown", "shares.E9", 2);
        await RefusedAsync(approver, $"{path}/escalations", Proposal(("E1", "1000.00")), 403, "role.missing", version: 2);
        Assert.Equal(before, await running.FactsAsync(Tenant));

        var proposal = Proposal(("E1", "700.00"), ("E2", "300.00"));
        await DoneAsync(officer, $"{path}/escalations", proposal, 2);
        await DoneAsync(officer, $"{path}/escalations", proposal, 3);
        await RefusedAsync(ofS, $"{path}/escalations/1/consent", new { }, 403, "risk.escalation-not-concerned");
        await RefusedAsync(reporter, $"{path}/escalations/1/consent", new { }, 403, "role.missing");
        await RefusedAsync(ofE1, $"{path}/escalations/7/consent", new { }, 404, "risk.escalation-unknown");
        await DoneAsync(ofE1, $"{path}/escalations/1/consent", new { });
        await RefusedAsync(approver, $"{path}/escalations/1/decision", new { Accepts = true }, 409, "risk.escalation-consent-missing");
        await DoneAsync(ofE2, $"{path}/escalations/1/consent", new { });
        await RefusedAsync(officerToo, $"{path}/escalations/1/decision", new { Accepts = true }, 403, "risk.escalation-maker-decides");
        await RefusedAsync(approverOfE1, $"{path}/escalations/1/decision", new { Accepts = true }, 403, "risk.escalation-interested");
        await RefusedAsync(approver, $"{path}/allocation", decision, 409, "risk.escalation-unresolved", version: 5);
        await DoneAsync(approver, $"{path}/escalations/1/decision", new { Accepts = true });

        preview = await officer.GetFromJsonAsync<JsonElement>($"{path}/allocation-preview", Ct);
        Assert.Equal(1, preview.GetProperty("escalated").GetProperty("resolvedBy").GetInt32());
        Assert.Equal(["E1 1000.00", "S 1000.00", "E1 700.00"], Payments(preview));
        await DoneAsync(approver, $"{path}/allocation", decision, 6);
        var told = await running.ToldAsync<LossAllocated>(message => message.RiskEventId == id);
        Assert.Equal(["E1 E2 1000.00", "S E2 1000.00", "E1 E2 700.00"], told.Payments.Select(payment => $"{payment.From} {payment.To} {payment.Amount.Amount}"));
        var view = await officer.GetFromJsonAsync<JsonElement>(path, Ct);
        Assert.True(view.GetProperty("escalations")[0].GetProperty("decided").GetProperty("accepted").GetBoolean());
        Assert.Equal(["own-share 1000.00", "excess 300.00"], view.GetProperty("allocation").GetProperty("kept").EnumerateArray().Select(kept => $"{kept.GetProperty("reason").GetString()} {Of(kept, "amount")}"));

        var snapshot = LossSnapshot.Read(JsonElement.Parse(await officer.GetStringAsync($"{path}/snapshots/1", Ct))).Value!;
        Assert.Equal("risk.escalation", snapshot.Escalation!.RuleId);
        Assert.Empty(snapshot.Differences());
        // The rest of an allocation of the day after is another one, though it comes to the same.
        var other = JsonElement.Parse(snapshot.Allocation!.Inputs.GetRawText().Replace("2025-06-16", "2025-06-17", StringComparison.Ordinal));
        var differing = snapshot with { Allocation = MethodCatalogue.Find("risk.allocation", 2)!.Evaluate(other).Result };
        Assert.Equal(["snapshot.value-differs escalation"], differing.Differences().Select(difference => $"{difference.Code} {difference.Field}"));

        await DoneAsync(officer, $"{path}/recoveries", new { Reference = "policy-7", Holder = "E2", ReceivedOn = "2025-12-01", Amount = new { Amount = "1500.00", Currency = "CNY" }, Sha256 = Hash });
        await DoneAsync(approver, $"{path}/recoveries/1/decision", new { Counts = true });
        var recovered = await running.ToldAsync<LossRecovered>(message => message.RiskEventId == id);
        Assert.Equal(["E2 E1 866.67", "E2 S 166.66"], recovered.Payments.Select(payment => $"{payment.From} {payment.To} {payment.Amount.Amount}"));

        object Proposal(params (string Party, string Amount)[] shares) => new
        {
            decision.PreviewHash, Reason = new { En = "E1 had the fire watch", Zh = "E1 负责看火" },
            Shares = shares.ToDictionary(share => share.Party, share => new { share.Amount, Currency = "CNY" }),
        };
    }

    private static List<string> Payments(JsonElement preview) =>
        [.. preview.GetProperty("payments").EnumerateArray().Select(payment => $"{payment.GetProperty("payer").GetString()} {Of(payment, "amount")}")];

    private static string? Of(JsonElement value, string member) => value.GetProperty(member).GetProperty("amount").GetString();

    private static async Task<Guid> DoneAsync(HttpClient client, string path, object body, long? version = null)
    {
        var answer = await ServiceUnderTest.SendAsync(client, path, body, version);
        Assert.True(answer.Status is 200 or 201, $"{path}: {answer.Status} {answer.Body}");
        return answer.Body.GetProperty("id").GetGuid();
    }

    private static async Task RefusedAsync(HttpClient client, string path, object body, int status, string code, string? field = null, long? version = null)
    {
        var answer = await ServiceUnderTest.SendAsync(client, path, body, version);
        Assert.Equal((status, code), (answer.Status, answer.Body.GetProperty("code").GetString()));
        if (field is not null) Assert.Equal(field, answer.Body.GetProperty("field").GetString());
    }
}
