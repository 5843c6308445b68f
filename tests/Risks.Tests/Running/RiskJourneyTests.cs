using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Risks.Features;
using Ledger.Risks.Integration;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Tests.Running;

namespace Ledger.Risks.Tests.Running;

/// <summary>The whole life of an event and the register over HTTP on a real PostgreSQL.</summary>
public sealed class RiskJourneyTests(RunningRisks running)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly string Hash = new('f', 64);

    [Fact]
    public async Task From_the_register_to_a_recovery_a_dispute_and_a_second_allocation()
    {
        var people = await PeopleAsync("journey");
        await ActivateAsync("journey", Samples.Document);

        var entry = new { AgreementId = TaihuAgreement.Id, Category = "production-disruption", Title = new { En = "A cell stops", Zh = "单元停机" }, Likelihood = "0.2", Strikes = 2, Owner = "E2", Exposure = new { Least = Yuan("3000.00"), Likely = Yuan("9000.00"), Most = Yuan("30000.00") }, NextReviewOn = $"{DateTime.UtcNow.AddDays(30):yyyy-MM-dd}", ReviewDays = 90 };
        var registered = await Done(people.Officer, "risk-register", new { Reference = "cell-stop", Risk = entry }, status: 201);
        await Done(people.Reporter, $"risk-register/{registered}/review", new { Findings = new { En = "As before", Zh = "无变化" } }, 1);
        Assert.Empty((await GetAsync(people.Officer, $"risk-register?agreement={TaihuAgreement.Id}&overdue=true")).GetProperty("items").EnumerateArray());
        Assert.Single((await GetAsync(people.Officer, $"risk-register?agreement={TaihuAgreement.Id}")).GetProperty("items").EnumerateArray());
        Assert.Equal(25, (await GetAsync(people.Officer, $"risk-register/heat-map?agreement={TaihuAgreement.Id}")).GetProperty("cells").GetArrayLength());

        var id = await Done(people.Reporter, "risk-events", Event("R1", risk: "cell-stop"), status: 201);
        var path = $"risk-events/{id}";
        await Done(people.Reporter, $"{path}/evidence", new { Reference = "log-1", Title = new { En = "Log", Zh = "日志" }, Sha256 = Hash, IssuedOn = "2025-06-16" });
        var (tried, would) = await ServiceUnderTest.SendAsync(people.Officer, $"{path}/measurement/preview", new { Method = "risk.disruption", Inputs = Samples.DisruptionInputs });
        Assert.Equal((200, "5300.00"), (tried, would.GetProperty("loss").GetProperty("amount").GetString()));
        Assert.Equal("reported", (await GetAsync(people.Officer, path)).GetProperty("stage").GetString()); // nothing was written
        await Refused(people.Officer, $"{path}/measurement/preview", new { Method = "risk.placement", Inputs = new { } }, 422, "risk.method-not-agreed");
        await Refused(people.Reporter, $"{path}/measurement/preview", new { Method = "risk.disruption", Inputs = Samples.DisruptionInputs }, 403, "role.missing");
        var form = await GetAsync(people.Officer, "risk-events/methods/risk.disruption");
        Assert.True(form.GetProperty("inputs").GetProperty("properties").TryGetProperty("lostHours", out _));
        Assert.False(form.GetProperty("inputs").GetProperty("properties").TryGetProperty("counted", out _));
        await Done(people.Officer, $"{path}/measurement", new { Method = "risk.disruption", Inputs = Samples.DisruptionInputs }, 2);
        var preview = await GetAsync(people.Approver, $"{path}/allocation-preview");
        Assert.Equal("5300.00", preview.GetProperty("payments")[0].GetProperty("amount").GetProperty("amount").GetString());
        Assert.Equal("measured", (await GetAsync(people.Approver, path)).GetProperty("stage").GetString()); // nothing was written

        var decision = new { MeasurementHash = preview.GetProperty("measurementHash").GetString(), PreviewHash = preview.GetProperty("previewHash").GetString() };
        await Refused(people.Approver, $"{path}/allocation", new { decision.MeasurementHash, PreviewHash = new string('0', 64) }, 409, "risk.preview-changed", 3);
        await Refused(people.Officer, $"{path}/allocation", decision, 403, "role.missing", 3);
        await Done(people.Approver, $"{path}/allocation", decision, 3);
        var told = await running.ToldAsync<LossAllocated>(message => message.RiskEventId == id);
        Assert.Equal((null, "5300.00"), (told.No, told.Loss.Amount));

        await SnapshotAsync(people.Officer, $"{path}/snapshots/1");
        await Done(people.Officer, $"{path}/recoveries", new { Reference = "policy-7", Holder = "E2", ReceivedOn = "2025-12-01", Amount = Yuan("3000.00"), Sha256 = Hash });
        await Refused(people.Officer, $"{path}/recoveries", new { Reference = "policy-8", Holder = "E2", ReceivedOn = "2025-12-01", Amount = Yuan("2300.01"), Sha256 = Hash }, 422, "recovery.above-loss");
        await Done(people.Approver, $"{path}/recoveries/1/decision", new { Counts = true });
        var recovered = await running.ToldAsync<LossRecovered>(message => message.RiskEventId == id);
        Assert.Equal(new LossPayment("E2", "reserve", new MoneyAmount("3000.00", "CNY")), Assert.Single(recovered.Payments));
        Assert.Equal("2300.00", (await GetAsync(people.Officer, "reserve")).GetProperty("items").EnumerateArray().Single(year => year.GetProperty("year").GetInt32() == 2025).GetProperty("committed").GetProperty("amount").GetString());

        await Done(people.Builder, $"{path}/disputes", new { Reason = new { En = "Scrap twice", Zh = "重复" } }, 6);
        await Refused(people.Officer, $"{path}/closing", new { }, 409, "risk.disputes-open", 7);
        await Done(people.Judge, $"{path}/disputes/1/settlement", new { Upheld = true, Reason = new { En = "So it is", Zh = "属实" } });
        var reversed = await running.ToldAsync<LossAllocationReversed>(message => message.RiskEventId == id);
        Assert.Equal(("dispute-upheld", 1, 2), (reversed.Cause, Assert.Single(reversed.Recoveries), reversed.Payments.Count));
        Assert.Equal("upheld", (await running.ToldAsync<LossDisputeSettled>(message => message.RiskEventId == id)).Outcome);

        await Done(people.Officer, $"{path}/measurement", new { Method = "risk.disruption", Inputs = JsonElement.Parse("""{"lostHours":"40","marginPerHour":"150","insurance":"3000.00"}""") }, 9);
        var again = await GetAsync(people.Approver, $"{path}/allocation-preview");
        await Done(people.Approver, $"{path}/allocation", new { MeasurementHash = again.GetProperty("measurementHash").GetString() }, 10);
        Assert.Equal("3000.00", (await running.ToldAsync<LossAllocated>(message => message.RiskEventId == id && message.No == 2)).Loss.Amount);
        await Refused(people.Officer, $"{path}/closing", new { }, 409, "risk.objection-window-open", 11);
        await Done(people.Judge, $"{path}/reopening", new { Reason = new { En = "Taken back", Zh = "撤回" }, Withdraw = true }, 11);
        Assert.Equal("withdrawn", (await GetAsync(people.Officer, path)).GetProperty("stage").GetString());
    }

    [Fact]
    public async Task Two_checkers_race_and_two_events_take_of_the_reserve_what_is_there()
    {
        var people = await PeopleAsync("race");
        await ActivateAsync("race", Samples.With("""retention":"0.00","reserveLimit":"6000.00","key":{"E1":"1/2","S":"1/2"},"excess":"stays"}""").Document!);
        using var second = await running.PersonAsync("second", "G", "race", "approver");
        var paths = new List<(string Path, string Hash)>();
        for (var i = 0; i < 3; i++)
        {
            var path = $"risk-events/{await Done(people.Reporter, "risk-events", Event($"R{i}", day: 10 + i), status: 201)}";
            await Done(people.Officer, $"{path}/measurement", new { Method = "risk.disruption", Inputs = JsonElement.Parse("""{"lostHours":"40","marginPerHour":"100"}""") }, 1);
            paths.Add((path, (await GetAsync(people.Officer, path)).GetProperty("measurement").GetProperty("hash").GetString()!));
        }

        var answers = await Task.WhenAll(paths.SelectMany(path => new[] { people.Approver, second }.Select(
            checker => ServiceUnderTest.SendAsync(checker, $"{path.Path}/allocation", new { MeasurementHash = path.Hash }, 2))));
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 200, 412 }));
        // Each event is allocated once; 4,000 and 2,000 of the reserve, then nothing: 6,000 and not a cent more.
        var year = (await GetAsync(people.Officer, "reserve")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("year").GetInt32() == 2025);
        Assert.Equal(("6000.00", "0.00"), (year.GetProperty("committed").GetProperty("amount").GetString(), year.GetProperty("left").GetProperty("amount").GetString()));
        foreach (var (path, _) in paths) Assert.Equal("allocated", (await GetAsync(people.Officer, path)).GetProperty("stage").GetString());
    }

    [Fact]
    public async Task The_same_hours_measured_at_the_same_time_count_once()
    {
        var people = await PeopleAsync("hours");
        await ActivateAsync("hours", Samples.Document);
        var inputs = JsonElement.Parse("""{"lostHours":"4","marginPerHour":"100","log":[{"machine":"M1","from":"100","to":"104"}]}""");
        var paths = new List<string>();
        for (var i = 0; i < 2; i++) paths.Add($"risk-events/{await Done(people.Reporter, "risk-events", Event($"H{i}", day: 10 + i), status: 201)}");
        var answers = await Task.WhenAll(paths.Select(path => ServiceUnderTest.SendAsync(people.Officer, $"{path}/measurement", new { Method = "risk.disruption", Inputs = inputs }, 1)));
        Assert.Equal([200, 422], answers.Select(answer => answer.Status).Order());
        Assert.Equal("disruption.hours-counted-twice", answers.Single(answer => answer.Status == 422).Body.GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_reserve_is_stated_stressed_and_filled_up()
    {
        var people = await PeopleAsync("reserve");
        await ActivateAsync("reserve", Samples.Document);
        await running.DeliverAsync<DistributionSettled, WhenDistributionSettled>(
            new DistributionSettled(
                Guid.NewGuid(), Guid.NewGuid(), "2025", TaihuAgreement.Id, new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31), new("60000.00", "CNY"),
                new("25300.00", "CNY"), new("34700.00", "CNY"), [], new SettledBasis(1, new string('a', 64), new("600000.00", "CNY"), new("0.00", "CNY"), [], [])), "reserve");
        var statement = await GetAsync(people.Officer, $"reserve/statement?agreement={TaihuAgreement.Id}&from=2025-01-01&to=2025-12-31");
        Assert.Equal(("34700.00", "25300.00", 2), (Amount(statement, "closing"), Amount(statement, "missing"), statement.GetProperty("lines").GetArrayLength()));
        Assert.Equal("input.dates-not-ordered", (await ProblemAsync(people.Officer, $"reserve/statement?agreement={TaihuAgreement.Id}&from=2026-01-01&to=2025-12-31")).GetProperty("code").GetString());

        await Done(people.Officer, "risk-register", new { Reference = "fire", Risk = new { AgreementId = TaihuAgreement.Id, Category = "production-disruption", Title = new { En = "Fire", Zh = "火灾" }, Likelihood = "0.5", Owner = "E2", Exposure = new { Least = Yuan("1000.00"), Likely = Yuan("20000.00"), Most = Yuan("90000.00") }, NextReviewOn = $"{DateTime.UtcNow.AddDays(30):yyyy-MM-dd}" } }, status: 201);
        var stress = $"reserve/stress?agreement={TaihuAgreement.Id}&seed=7&trials=500";
        var first = await people.Officer.GetStringAsync(stress, Ct);
        Assert.Equal(first, await people.Officer.GetStringAsync(stress, Ct));
        var result = JsonElement.Parse(first);
        var offline = MethodCatalogue.Find("risk.stress", 1)!.Evaluate(result.GetProperty("inputs")).Result!;
        Assert.Equal(result.GetProperty("value").GetProperty("loss").GetProperty("p95").GetProperty("amount").GetString(), offline.FiguresAs<StressFigures>().Loss.P95.Amount);
        var svg = await people.Officer.GetStringAsync(stress + "&format=svg", Ct);
        Assert.Equal(svg, await people.Officer.GetStringAsync(stress + "&format=svg", Ct));
        Assert.Equal(RuleLimits.StressBins, System.Xml.Linq.XDocument.Parse(svg).Descendants().Count(element => element.Name.LocalName == "rect"));
        Assert.Contains(offline.FiguresAs<StressFigures>().Loss.P95.Amount, await people.Officer.GetStringAsync(stress + "&format=csv", Ct), StringComparison.Ordinal);
        Assert.Contains("<table", await people.Officer.GetStringAsync(stress + "&format=html", Ct), StringComparison.Ordinal);
        Assert.Equal("input.unknown-value", (await ProblemAsync(people.Officer, stress + "&format=png")).GetProperty("code").GetString());
        Assert.Equal("input.out-of-range", (await ProblemAsync(people.Officer, $"reserve/stress?agreement={TaihuAgreement.Id}&trials=100001")).GetProperty("code").GetString());

        var call = await Done(people.Officer, "reserve/replenishments", new { AgreementId = TaihuAgreement.Id }, status: 201);
        await Refused(people.Officer, "reserve/replenishments", new { AgreementId = TaihuAgreement.Id }, 409, "reserve.call-waits");
        await Done(people.Approver, $"reserve/replenishments/{call}/decision", new { Calls = true });
        var told = await running.ToldAsync<ReserveReplenishmentCalled>(message => message.CallId == call);
        Assert.Equal(("25300.00", 3), (told.Amount.Amount, told.Payments.Count));
        await Refused(people.Officer, "reserve/replenishments", new { AgreementId = TaihuAgreement.Id }, 409, "reserve.full");
    }

    private static async Task SnapshotAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Ct);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
        var snapshot = LossSnapshot.Read(JsonElement.Parse(System.Text.Encoding.UTF8.GetString(bytes))).Value!;
        Assert.Equal(answer.Headers.GetValues(LossSnapshotEndpoint.HashHeader).Single(), snapshot.Hash);
        Assert.Equal(bytes, snapshot.Bytes());
        Assert.Empty(snapshot.Differences());
        Assert.Equal(("5300.00", Hash), (snapshot.Shared.Amount, Assert.Single(snapshot.Evidence).Sha256));
        Assert.Contains((snapshot with { Loss = Money.Parse("5300.01", Samples.Cny) }).Differences(), difference => difference.Code == "snapshot.value-differs");
    }

    private sealed record People(HttpClient Reporter, HttpClient Officer, HttpClient Approver, HttpClient Judge, HttpClient Builder);

    private async Task<People> PeopleAsync(string tenant) => new(
        await running.PersonAsync("zhao", "E2", tenant, "contributor"), await running.PersonAsync("wang", "S", tenant, "finance-officer"),
        await running.PersonAsync("sun", "G", tenant, "approver"), await running.PersonAsync("fang", "S", tenant, "approver"),
        await running.PersonAsync("li", "E1", tenant, "contributor"));

    private Task ActivateAsync(string tenant, AgreementDocument agreement) => running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
        new AgreementActivated(Guid.NewGuid(), agreement.AgreementId, 1, agreement.DocumentHash, agreement.Json), tenant);

    private static object Event(string reference, string? risk = null, int day = 16) => new
    {
        Reference = reference, AgreementId = TaihuAgreement.Id, Category = "production-disruption", Title = new { En = "A cell stopped", Zh = "单元停机" },
        OccurredOn = $"2025-06-{day}", Sufferers = new Dictionary<string, string> { ["E2"] = "1" }, Risk = risk,
    };

    private static object Yuan(string amount) => new { Amount = amount, Currency = "CNY" };

    private static string? Amount(JsonElement value, string member) => value.GetProperty(member).GetProperty("amount").GetString();

    private static async Task<Guid> Done(HttpClient client, string path, object body, long? version = null, int status = 200)
    {
        var answer = await ServiceUnderTest.SendAsync(client, path, body, version);
        Assert.True(answer.Status == status, $"{path}: {answer.Status} {answer.Body}");
        return answer.Body.GetProperty("id").GetGuid();
    }

    private static async Task Refused(HttpClient client, string path, object body, int status, string code, long? version = null)
    {
        var answer = await ServiceUnderTest.SendAsync(client, path, body, version);
        Assert.Equal((status, code), (answer.Status, answer.Body.GetProperty("code").GetString()));
    }

    private static Task<JsonElement> GetAsync(HttpClient client, string path) => client.GetFromJsonAsync<JsonElement>(path, Ct);

    private static async Task<JsonElement> ProblemAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Ct);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }
}
