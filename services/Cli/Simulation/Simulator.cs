using System.Text.Json;
using Ledger.Cli.Scenario;
using Ledger.Rules;

namespace Ledger.Cli.Simulation;

/// <summary>
/// Calculates a scenario offline with the very rules the services use: values, then losses in the order of the file, then the
/// pools. Conventions shared with the services: a contribution counts for a pool when it took effect by the end of its period;
/// the reserve limit is per calendar year of the event; a draw is settled with the first pool whose period holds the event.
/// </summary>
public static class Simulator
{
    /// <summary>Calculates; inputs that a rule refuses are answered with their place in the file.</summary>
    public static Simulated Run(ScenarioFile scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var run = new SimulationRun(scenario);
        run.Value();
        if (!run.Refused) run.Match();
        if (!run.Refused) run.Allocate();
        if (!run.Refused) run.Distribute();
        return run.Finish();
    }
}

/// <summary>One pass through a scenario.</summary>
internal sealed class SimulationRun(ScenarioFile scenario)
{
    private readonly List<Explanation> explanations = [];
    private readonly List<InputRejection> rejections = [];
    private readonly List<ContributionFigure> contributions = [];
    private readonly List<LossFigure> losses = [];
    private readonly List<TierFigure> tiers = [];
    private readonly SortedDictionary<string, Money> shares = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Money> cash = new(StringComparer.Ordinal);
    private Money funded = Money.Zero(scenario.Agreement.Currency);
    private Money drawn = Money.Zero(scenario.Agreement.Currency);

    public bool Refused => rejections.Count > 0;

    private AgreementDocument Agreement => scenario.Agreement;

    private Money Zero => Money.Zero(Agreement.Currency);

    public void Value()
    {
        for (var i = 0; i < scenario.Contributions.Count; i++)
        {
            var item = scenario.Contributions[i];
            var terms = Agreement.TermsFor(item.Kind, item.Claimed, item.EffectiveOn);
            var result = Evaluate($"contribution/{item.Reference}", item.Appraisal.Method, item.Appraisal.Inputs, terms, $"{JsonPath.Item("contributions", i)}.appraisal");
            if (result is null) continue;
            contributions.Add(new ContributionFigure(
                item.Reference, item.Party, item.Kind, item.Appraisal.Method, item.Claimed, result.FiguresAs<ValuationFigures>().Accepted));
        }
    }

    // An unmet match is no refusal: it shows among the unmet expectations, with every other figure beside it.
    public void Match()
    {
        if (scenario.Match is { } match)
        {
            Keep("match", MatchTest.Evaluate(match, contributions),
                field => field?.EndsWith(".otherAward", StringComparison.Ordinal) is true ? "match.claimedElsewhere" : "match");
        }
    }

    public void Allocate()
    {
        var committed = new Dictionary<int, Money>();
        for (var i = 0; i < scenario.RiskEvents.Count; i++)
        {
            var item = scenario.RiskEvents[i];
            var here = JsonPath.Item("riskEvents", i);
            if (Evaluate($"loss/{item.Reference}", item.Measure.Method, item.Measure.Inputs, Agreement.LossTerms, $"{here}.measure") is not { } measured) continue;

            var year = item.OccurredOn.Year;
            var used = committed.GetValueOrDefault(year) ?? Zero;
            var net = measured.FiguresAs<LossFigures>().Net;
            var input = AllocationV2Terms.Under(Agreement, null, item.OccurredOn, net, item.Sufferers, used, AcceptedBy(item.OccurredOn), category: item.Category);
            if (Keep($"allocation/{item.Reference}", RiskAllocationV2.Method.Evaluate(input), _ => here) is not { } allocated) continue;

            var figures = allocated.FiguresAs<AllocationV2Figures>();
            committed[year] = used + figures.ReservePays;
            if (Lines(item, input, figures, $"{here}.escalation") is { } lines)
                losses.Add(new LossFigure(item.Reference, item.Category, net, figures.ReservePays, lines));
        }
    }

    // What lies above all caps is borne as the file has it decided; nothing is allocated while it is not.
    private IReadOnlyList<AllocationLine>? Lines(ScenarioRiskEvent item, AllocationV2Input input, AllocationV2Figures figures, string here)
    {
        if (item.Escalation is not { } decided)
        {
            if (figures.Excess == ExcessRule.Stays || figures.Unallocated.IsZero) return figures.Lines;
            rejections.Add(new InputRejection("risk.escalation-unresolved",
                new($"{figures.Unallocated} of the loss lies above all caps and is escalated: state who bears it.", $"损失中{figures.Unallocated}超出全部上限，须写明由谁承担。"))
                { Field = here, Value = figures.Unallocated.Amount });
            return null;
        }

        var evaluation = Escalation.Method.Evaluate(new EscalationInput(input, decided.Shares));
        if (Keep($"escalation/{item.Reference}", evaluation, field => field?.StartsWith("shares", StringComparison.Ordinal) is true ? $"{here}.{field}" : here) is not { } result) return null;
        var resolved = result.FiguresAs<EscalationFigures>();
        var agreed = decided.ConsentBy.Select(person => scenario.Person(person).Organisation).ToHashSet(StringComparer.Ordinal);
        if (resolved.Consents.FirstOrDefault(party => !agreed.Contains(party)) is { } missing)
        {
            rejections.Add(new InputRejection("risk.escalation-consent-missing",
                new($"'{missing}' would bear more than the agreement has it bear, and does not agree.", $"“{missing}”将承担协议之外的损失，但未同意。"))
                { Field = $"{here}.consentBy", Value = missing });
            return null;
        }

        return [.. figures.Lines.Where(line => line.Kind != AllocationLineKind.Escalated), .. resolved.Lines];
    }

    public void Distribute()
    {
        foreach (var party in Agreement.Benefit.Participants) shares[party] = Zero;
        var open = Enumerable.Range(0, scenario.RiskEvents.Count).ToList();
        (WaterfallFigures Figures, WaterfallCarry? CarriedIn)? before = null;
        for (var i = 0; i < scenario.Pools.Count && !Refused; i++)
        {
            var pool = scenario.Pools[i];
            var here = JsonPath.Item("pools", i);
            var claims = pool.CostClaims.Select(claim => new CostClaim(claim.Reference, claim.Party, claim.Amount)).ToList();
            // What a pool leaves unpaid stands beside the claims of the next, as in the services.
            var carried = before is { } last ? WaterfallCarry.After(last.Figures, last.CarriedIn, claims.Select(claim => claim.Reference).ToHashSet(StringComparer.Ordinal)) : null;
            var input = (WaterfallInput.Under(Agreement, pool.Amount, AcceptedBy(pool.Period.To), claims) with { CarriedIn = carried })
                .Over(pool.Period, funded - drawn, PaidInBy(pool.Period.To));
            var evaluation = Waterfall.Method.Evaluate(input);
            if (Keep($"pool/{pool.Reference}", evaluation, field => field?.StartsWith("costClaims", StringComparison.Ordinal) is true ? $"{here}.{field}" : here) is not { } result) return;

            var figures = result.FiguresAs<WaterfallFigures>();
            before = (figures, carried);
            AddTiers(pool.Reference, figures);
            foreach (var (party, share) in figures.Shares) shares[party] += share;
            funded += figures.Reserve;

            var settled = open.Where(index => pool.Period.Contains(scenario.RiskEvents[index].OccurredOn)).ToList();
            open.RemoveAll(settled.Contains);
            foreach (var index in settled) Settle(losses[index]);
            if (drawn > funded)
            {
                rejections.Add(new InputRejection("run.reserve-overdrawn",
                    new($"The reserve must pay {drawn.Amount} but holds {funded.Amount}.", $"准备金应付{drawn.Amount}，仅有{funded.Amount}。")).At(here));
            }
        }

        foreach (var (party, share) in shares) AddCash(party, share);
    }

    public Simulated Finish()
    {
        if (Refused) return new Simulated(null, explanations, rejections);

        var accepted = PerParty(contributions);
        var inKind = PerParty(contributions.Where(item => item.Kind != ContributionKind.Cash));
        var reserve = new ReserveFigures(Zero, funded, drawn, funded - drawn);
        return new Simulated(
            new ScenarioFigures(scenario.Consortium.Id, Agreement.Currency, accepted, inKind, contributions, losses, tiers, shares, cash, reserve),
            explanations, []);
    }

    private MethodResult? Evaluate(string subject, string method, JsonElement inputs, MethodTerms terms, string here) =>
        Keep(subject, MethodCatalogue.Latest(method)!.Evaluate(inputs, terms), field => JsonPath.Within($"{here}.inputs", field));

    private MethodResult? Keep(string subject, Evaluation evaluation, Func<string?, string> place)
    {
        rejections.AddRange(evaluation.Rejections.Select(rejection => rejection.At(place(rejection.Field))));
        if (evaluation.Result is { } result) explanations.Add(new Explanation(subject, result));
        return evaluation.Result;
    }

    private SortedDictionary<string, Money> AcceptedBy(DateOnly day)
    {
        var effective = scenario.Contributions.Where(item => item.EffectiveOn <= day).Select(item => item.Reference).ToHashSet(StringComparer.Ordinal);
        return PerParty(contributions.Where(item => effective.Contains(item.Reference)));
    }

    private IEnumerable<DatedContribution> PaidInBy(DateOnly day) => scenario.Contributions.Where(item => item.EffectiveOn <= day)
        .Join(contributions, item => item.Reference, figure => figure.Reference, (item, figure) => new DatedContribution(figure.Party, item.EffectiveOn, figure.Accepted));

    private SortedDictionary<string, Money> PerParty(IEnumerable<ContributionFigure> items)
    {
        var sums = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var party in Agreement.Parties) sums[party.Id] = Zero;
        foreach (var item in items) sums[item.Party] += item.Accepted;
        return sums;
    }

    private void AddTiers(string pool, WaterfallFigures figures)
    {
        foreach (var tier in figures.Tiers)
        {
            if (tier.Tier == "reserve") tiers.Add(new TierFigure(pool, tier.Tier, null, tier.Amount));
            else if (tier.Keys is not { } keys) tiers.AddRange(Lines(tier.Tier, tier.Payments));
            else foreach (var key in keys) tiers.AddRange(Lines($"{tier.Tier}/{KebabCase.Name(key.Key)}", key.Payments));
        }

        IEnumerable<TierFigure> Lines(string name, IReadOnlyDictionary<string, Money> payments) =>
            payments.Select(payment => new TierFigure(pool, name, payment.Key, payment.Value));
    }

    private void Settle(LossFigure loss)
    {
        drawn += loss.ReservePays;
        foreach (var line in loss.Lines.Where(line => line.Kind != AllocationLineKind.SuffererBears))
        {
            AddCash(line.Sufferer, line.Amount);
            if (line.Payer is { } payer) AddCash(payer, -line.Amount);
        }
    }

    private void AddCash(string party, Money amount) => cash[party] = (cash.GetValueOrDefault(party) ?? Zero) + amount;
}
