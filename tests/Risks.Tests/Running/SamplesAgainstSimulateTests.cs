using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Scenario;
using Ledger.Cli.Simulation;
using Ledger.Contracts.V1;
using Ledger.Risks.Integration;
using Ledger.Rules;
using Ledger.Tests.Running;

namespace Ledger.Risks.Tests.Running;

/// <summary>The risk events of both published samples through the service come out as `simulate` calculates them offline.</summary>
public sealed class SamplesAgainstSimulateTests(RunningRisks running)
{
    // What a case changes of a sample: mutual rules in place of the key (of one category, and of the allocation with a cap), a cover, and the rest above all
    // caps decided instead of left. Their figures by hand are in the tests of `simulate`.
    private static readonly Dictionary<string, (string File, string Path, string Json)[]> Cases = new(StringComparer.Ordinal)
    {
        ["taihu"] = [],
        ["lakeside"] = [],
        ["mutual"] =
        [
            ("taihu", "agreement/risk/allocation/reserveLimit", "\"0.00\""),
            ("taihu", "agreement/risk/categories/0/mutual", """{"rule":"conditional-mean","poisson":{"E1":"2","E2":"3","S":"5"}}"""),
        ],
        ["mutual-capped"] =
        [
            ("taihu", "agreement/risk/allocation/reserveLimit", "\"0.00\""),
            ("taihu", "agreement/risk/allocation/mutual", """{"rule":"mean-proportional","poisson":{"E1":"1","E2":"1","S":"2"}}"""),
            ("taihu", "agreement/risk/allocation/caps", """{"S":"5000.00"}"""),
        ],
        ["mutual-uniform-and-cover"] =
        [
            ("taihu", "agreement/risk/allocation/mutual", """{"rule":"uniform","independent":{"E1":[{"loss":"0","probability":"0.9"},{"loss":"10","probability":"0.1"}],"E2":[{"loss":"0","probability":"1"}]}}"""),
            ("taihu", "agreement/risk/allocation/reserveLimit", "\"1000.00\""),
            ("taihu", "agreement/risk/categories/0/cover", """{"method":"risk.quota-share","rate":"0.5"}"""),
        ],
        ["escalated"] =
        [
            ("lakeside", "agreement/risk/allocation/excess", "\"escalate\""),
            ("lakeside", "riskEvents/0/escalation", """{"shares":{"F1":"1000.00","F2":"600.00"},"reason":{"en":"F1's printer caught fire","zh":"F1的打印机起火"},"proposedBy":"kim","consentBy":["hall","reyes"],"decidedBy":"owens"}"""),
        ],
    };

    [Theory]
    [InlineData("taihu", "25300.00")]
    [InlineData("lakeside", "120000.00")]
    [InlineData("mutual", "25300.00")]
    [InlineData("mutual-capped", "25300.00")]
    [InlineData("mutual-uniform-and-cover", "25300.00")]
    [InlineData("escalated", "120000.00")]
    public async Task The_service_gives_what_simulate_gives(string name, string losses)
    {
        var ct = TestContext.Current.CancellationToken;
        var changes = Cases[name];
        var file = $"{(changes.Length == 0 ? name : changes[0].File)}.ledger.json";
        var parsed = ScenarioParser.Parse(file, Changed(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Files", file), ct), changes));
        Assert.True(parsed.Scenario is not null, string.Join("\n", parsed.Problems));
        var scenario = parsed.Scenario;
        var figures = Simulator.Run(scenario).Figures!;
        Assert.Equal(losses, Money.Sum(figures.Losses.Select(loss => loss.Net), scenario.Agreement.Currency).Amount);
        var tenant = $"sample-{name}";
        var agreement = scenario.Agreement;
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
            new AgreementActivated(Guid.NewGuid(), agreement.AgreementId, agreement.Version, agreement.DocumentHash, agreement.Json), tenant);
        foreach (var item in scenario.Contributions)
        {
            var accepted = figures.Contributions.Single(figure => figure.Reference == item.Reference).Accepted;
            var amount = new MoneyAmount(accepted.Amount, accepted.Currency.Code);
            await running.DeliverAsync<ValueAccepted, WhenValueAccepted>(
                new ValueAccepted(
                    Guid.NewGuid(), Guid.NewGuid(), item.Reference, agreement.AgreementId, agreement.Version, item.Party, KebabCase.Name(item.Kind), amount, amount,
                    item.Appraisal.Method, 1, item.EffectiveOn), tenant);
        }

        using var officer = await running.PersonAsync("officer", "OPS", tenant, "finance-officer");
        using var approver = await running.PersonAsync("approver", "OPS", tenant, "approver");
        foreach (var item in scenario.RiskEvents)
        {
            using var reporter = await running.PersonAsync("reporter", item.Sufferers.Keys.First(), tenant, "contributor");
            var (status, receipt) = await ServiceUnderTest.SendAsync(reporter, "risk-events", new
            {
                item.Reference, agreement.AgreementId, item.Category, item.Title, item.OccurredOn, item.Sufferers,
            });
            Assert.True(status == 201, receipt.ToString());
            var path = $"risk-events/{receipt.GetProperty("id").GetGuid()}";
            var measured = await ServiceUnderTest.SendAsync(officer, $"{path}/measurement", new { item.Measure.Method, item.Measure.Inputs }, 1);
            Assert.True(measured.Status == 200, measured.Body.ToString());
            var hash = (await officer.GetFromJsonAsync<JsonElement>(path, ct)).GetProperty("measurement").GetProperty("hash").GetString();
            if (item.Escalation is { } escalation) await EscalateAsync(officer, path, tenant, scenario, escalation);
            var allocated = await ServiceUnderTest.SendAsync(approver, $"{path}/allocation", new { MeasurementHash = hash }, 2 + (item.Escalation is { } decided ? 2 + decided.ConsentBy.Count : 0));
            Assert.True(allocated.Status == 200, allocated.Body.ToString());

            var expected = figures.Losses.Single(loss => loss.Reference == item.Reference);
            var told = await running.ToldAsync<LossAllocated>(message => message.RiskEventId == receipt.GetProperty("id").GetGuid());
            Assert.Equal(expected.Net.Amount, told.Loss.Amount);
            Assert.Equal(
                expected.Lines.Where(line => line.Kind != AllocationLineKind.SuffererBears)
                    .Select(line => new LossPayment(line.Payer ?? "reserve", line.Sufferer, new MoneyAmount(line.Amount.Amount, line.Amount.Currency.Code))),
                told.Payments);
        }
    }

    private async Task EscalateAsync(HttpClient officer, string path, string tenant, ScenarioFile scenario, ScenarioEscalation escalation)
    {
        var preview = await officer.GetFromJsonAsync<JsonElement>($"{path}/allocation-preview", TestContext.Current.CancellationToken);
        await DoneAsync(officer, $"{path}/escalations", new { PreviewHash = preview.GetProperty("previewHash").GetString(), escalation.Shares, escalation.Reason }, 2);
        foreach (var person in escalation.ConsentBy)
        {
            using var signatory = await running.PersonAsync(person, scenario.Person(person).Organisation, tenant, "signatory");
            await DoneAsync(signatory, $"{path}/escalations/1/consent", new { });
        }

        using var decider = await running.PersonAsync(escalation.DecidedBy, scenario.Person(escalation.DecidedBy).Organisation, tenant, "approver");
        await DoneAsync(decider, $"{path}/escalations/1/decision", new { Accepts = true });

        static async Task DoneAsync(HttpClient client, string at, object body, long? version = null)
        {
            var (status, answer) = await ServiceUnderTest.SendAsync(client, at, body, version);
            Assert.True(status == 200, $"{at}: {answer}");
        }
    }

    private static byte[] Changed(string text, (string File, string Path, string Json)[] changes)
    {
        var root = JsonNode.Parse(text)!;
        // The published figures are those of the sample as it is.
        if (changes.Length > 0) root.AsObject().Remove("expected");
        foreach (var (_, path, json) in changes)
        {
            var steps = path.Split('/');
            var node = steps[..^1].Aggregate(root, (at, step) => at is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : at[step]!);
            node[steps[^1]] = JsonNode.Parse(json);
        }

        return JsonSerializer.SerializeToUtf8Bytes(root);
    }
}
