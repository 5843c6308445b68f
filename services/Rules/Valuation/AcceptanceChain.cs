namespace Ledger.Rules;

/// <summary>
/// From what was claimed to what is accepted, link by link with the reason of each: claimed, method, robust, tax, cap of the
/// regime, share of use, share not paid by public funds, accepted. Sources: 2 CFR 200.306, 7 CFR 3015.55, 32 CFR 37.535, COPAS
/// style pricing; sample B.
/// </summary>
public static class AcceptanceChain
{
    /// <summary>How long an appraisal of donated space is good under the US rule.</summary>
    private const int SpaceAppraisalMonths = 36;

    public static Method<AcceptanceChainInput, AcceptanceFigures> Method { get; } = new("value.acceptance", 1, MethodPurpose.Valuation,
        new("From claim to accepted value", "从申报到认定"), AcceptanceReader.Read, Value);

    /// <summary>Decides the accepted value.</summary>
    /// <returns>
    /// Figures; or acceptance.currency-without-rate, .vat-unstated, .evidence-expired, .contributed-twice, .public-share-missing, .not-verifiable,
    /// .counted-in-another-award, .not-necessary, .not-allowable, .federally-paid, .not-in-budget, .not-conforming, rent.use-above-available,
    /// valuation.evidence-after-date, valuation.too-few-evidence, acceptance.regime-needs, input.*, money.*.
    /// </returns>
    public static Outcome<AcceptanceFigures> Value(AcceptanceChainInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        CheckRegime(checks, input);
        if (checks.Failed) return checks.Refuse<AcceptanceFigures>();

        var chain = new Chain(input.Terms.Currency);
        var lines = new WorkedLines(chain.Steps, null, null);
        chain.Link("claimed", input.Terms.Claimed.Value, new("As the contributor states it.", "投入方申报。"));
        var value = input.MethodValue * (input.ExchangeRate ?? 1);
        chain.Link("method", value, input.ExchangeRate is { } rate
            ? new($"{input.MethodValue} {input.ValueCurrency!.Code} at {rate}.", $"{input.MethodValue} {input.ValueCurrency!.Code}，汇率{rate}。")
            : new("By the method cited.", "按所引方法。"));
        if (input.RobustValue is { } robust)
        {
            var lower = Rational.Min(value, robust);
            chain.Link("robust", lower, lower < value ? new("The robust figure is lower and counts.", "稳健值较低，取之。") : new("The robust figure is not lower.", "稳健值不低于方法值。"));
            value = lower;
        }

        if (input.Vat == VatBasis.Included)
        {
            value /= 1 + input.VatRate!.Value;
            chain.Link("vat", value, new($"Deductible tax at {input.VatRate} is taken out.", $"扣除可抵扣税（税率{input.VatRate}）。"));
        }

        var (cap, reason) = Cap(input, lines);
        if (cap is { } most)
        {
            chain.Link("cap", Rational.Min(value, most), value > most ? reason : new($"Within the cap: {reason.En}", $"未超上限：{reason.Zh}"));
            value = Rational.Min(value, most);
        }
        else
        {
            chain.Link("cap", value, reason);
        }

        if (input.Use is { } use)
        {
            value *= UseShare.Line(lines, use);
            chain.Link("use", value, new("For the used share of the time, by log.", "按日志记录的使用比例。"));
        }

        if (input.PublicFunds)
        {
            value *= input.NonPublicShare!.Value;
            chain.Link("public-funds", value, new($"Only the share {input.NonPublicShare} that public funds did not pay.", $"仅计非公共资金部分{input.NonPublicShare}。"));
        }

        var accepted = Acceptance.Of(value, input.Terms, chain.Steps);
        var links = chain.Links.Append(new AcceptanceLink("accepted", accepted.Accepted, accepted.Accepted < accepted.Value
            ? new("The agreement credits no more than was claimed.", "协议规定认定价值不超过申报价值。")
            : accepted.Excess.IsZero ? new("Nothing was claimed beyond it.", "申报未超出。") : new($"{accepted.Excess.Amount} of the claim is not accepted.", $"申报中{accepted.Excess.Amount}不予认定。")));
        return new AcceptanceFigures(accepted.Value, accepted.Accepted, accepted.Excess, cap is { } limit ? Money.FromRational(limit, input.Terms.Currency, Rounding.HalfUp) : null, [.. links])
        {
            Steps = chain.Steps.Lines,
        };
    }

    private static void Check(Checks checks, AcceptanceChainInput input)
    {
        var terms = input.Terms;
        checks.Positive("methodValue", input.MethodValue);
        if (input.RobustValue is { } robust) checks.Positive("robustValue", robust);
        if (input.ExchangeRate is { } rate) checks.Positive("exchangeRate", rate);
        var foreign = input.ValueCurrency is { } currency && currency != terms.Currency;
        checks.That(!foreign || input.ExchangeRate is not null, () => new InputRejection("acceptance.currency-without-rate",
            new($"The value is in {input.ValueCurrency!.Code} and there is no rate into {terms.Currency.Code}.", $"价值以{input.ValueCurrency!.Code}计，缺少折算为{terms.Currency.Code}的汇率。"))
            { Field = "exchangeRate", Value = input.ValueCurrency!.Code });
        checks.That(foreign || input.ExchangeRate is null, () => Problems.Missing("valueCurrency"));
        checks.That(input.Vat != VatBasis.Unstated, () => new InputRejection("acceptance.vat-unstated",
            new("State whether deductible tax is in the value.", "须写明价值是否含可抵扣税。")).At("vat"));
        checks.That(input.Vat != VatBasis.Included || input.VatRate is not null, () => Problems.Missing("vatRate"));
        if (input.VatRate is { } vat)
        {
            checks.Positive("vatRate", vat);
            checks.Within("vatRate", vat, 0, 1);
        }

        Acceptance.NotAfter(checks, input.AppraisedOn, terms, "appraisedOn");
        var months = input.Item == AcceptanceItem.Space ? Math.Min(input.ValidityMonths ?? SpaceAppraisalMonths, SpaceAppraisalMonths) : input.ValidityMonths;
        checks.That(months is not { } good || input.AppraisedOn.AddMonths(good) >= terms.On, () => new InputRejection("acceptance.evidence-expired",
            new($"The appraisal of {input.AppraisedOn:yyyy-MM-dd} was good for {Problems.Invariant(months!.Value)} months.", $"{input.AppraisedOn:yyyy-MM-dd}的评估有效期{Problems.Invariant(months!.Value)}个月，已过期。"))
            { Field = "appraisedOn", Value = $"{input.AppraisedOn:yyyy-MM-dd}" });
        checks.That(input.AssetId is null || !input.ContributedAssets.Contains(input.AssetId), () => new InputRejection("acceptance.contributed-twice",
            new($"The asset '{input.AssetId}' was contributed before.", $"资产“{input.AssetId}”已被投入过。")) { Field = "assetId", Value = input.AssetId });
        checks.That(!input.PublicFunds || input.NonPublicShare is not null, () => new InputRejection("acceptance.public-share-missing",
            new("Public funds paid for a part: state the share that they did not pay.", "含公共资金购置部分：须写明非公共资金占比。")).At("nonPublicShare"));
        if (input.NonPublicShare is { } share) checks.Within("nonPublicShare", share, 0, 1);
        if (input.Use is { } use) UseShare.Check(checks, use);
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, terms, "evidence");
    }

    private static void CheckRegime(Checks checks, AcceptanceChainInput input)
    {
        var caps = input.Caps;
        switch (input.Regime)
        {
            case AcceptanceRegime.FairRental:
                Needs(checks, "caps.fairRental", caps.FairRental);
                break;
            case AcceptanceRegime.BookValueLesser:
                Needs(checks, "caps.bookValue", caps.BookValue);
                Needs(checks, "caps.fairMarketValue", caps.FairMarketValue);
                break;
            case AcceptanceRegime.Copas:
                if (caps.NewPrice is { } price) checks.Positive("caps.newPrice", price);
                Needs(checks, "caps.newPrice", caps.NewPrice);
                Needs(checks, "caps.materialClass", caps.MaterialClass);
                if (caps.MaterialClass == MaterialClass.C) Needs(checks, "caps.reconditioning", caps.Reconditioning);
                if (caps.MaterialClass == MaterialClass.D) Needs(checks, "caps.commensurate", caps.Commensurate);
                if (caps.Reconditioning is { } cost) checks.NotNegative("caps.reconditioning", cost);
                if (caps.Commensurate is { } part) checks.Within("caps.commensurate", part, 0, new(1, 2));
                break;
            case AcceptanceRegime.UsCostSharing:
                Needs(checks, "item", input.Item);
                Needs(checks, "conditions", input.Conditions);
                if (input.Conditions is { } conditions) CheckConditions(checks, conditions);
                if (input.Item is { } item) CheckItem(checks, item, input);
                break;
        }
    }

    private static void CheckItem(Checks checks, AcceptanceItem item, AcceptanceChainInput input)
    {
        var caps = input.Caps;
        switch (item)
        {
            case AcceptanceItem.Services:
                break;
            case AcceptanceItem.LoanedEquipment or AcceptanceItem.Space:
                Needs(checks, "caps.fairRental", caps.FairRental);
                break;
            case AcceptanceItem.EquipmentToUse when !input.AgencyApproved:
                Needs(checks, "caps.depreciation", caps.Depreciation);
                break;
            case AcceptanceItem.Property when !input.AgencyApproved:
                Needs(checks, "caps.bookValue", caps.BookValue);
                Needs(checks, "caps.fairMarketValue", caps.FairMarketValue);
                break;
            default:
                Needs(checks, "caps.fairMarketValue", caps.FairMarketValue);
                break;
        }
    }

    private static void CheckConditions(Checks checks, CostSharingConditions conditions)
    {
        Holds(checks, conditions.Verifiable, "not-verifiable", "verifiable", "It is not verifiable in the records.", "无法从账簿记录核实。");
        Holds(checks, conditions.NotCountedElsewhere, "counted-in-another-award", "notCountedElsewhere", "It is counted as a contribution for another award.", "已计入其他资助项目的配套投入。");
        Holds(checks, conditions.Necessary, "not-necessary", "necessary", "It is not necessary and reasonable for the objectives.", "对项目目标并非必要且合理。");
        Holds(checks, conditions.Allowable, "not-allowable", "allowable", "It is not allowable under the cost principles.", "不符合成本原则。");
        Holds(checks, conditions.NotFederallyPaid, "federally-paid", "notFederallyPaid", "It is paid by the government under another award.", "已由政府在其他资助项目下支付。");
        Holds(checks, conditions.InApprovedBudget, "not-in-budget", "inApprovedBudget", "The approved budget does not provide for it.", "未列入批准预算。");
        Holds(checks, conditions.Conforms, "not-conforming", "conforms", "It does not conform to the other provisions of the part.", "不符合该部分其他规定。");
    }

    private static void Holds(Checks checks, bool holds, string code, string field, string en, string zh) =>
        checks.That(holds, () => new InputRejection($"acceptance.{code}", new(en, zh)) { Field = $"conditions.{field}", Value = "false" });

    private static void Needs(Checks checks, string field, object? value) => checks.That(value is not null, () => new InputRejection("acceptance.regime-needs",
        new($"This regime looks at '{field}'.", $"该制度须填“{field}”。")).At(field));

    private static (Rational? Cap, Text Reason) Cap(AcceptanceChainInput input, WorkedLines lines)
    {
        var caps = input.Caps;
        switch (input.Regime)
        {
            case AcceptanceRegime.FairRental: return (caps.FairRental!.Value, new("At most fair rental value.", "不超过公允租金。"));
            case AcceptanceRegime.BookValueLesser: return (Lesser(caps), new("At most the lesser of book value and fair market value.", "不超过账面价值与公允市价之较低者。"));
            case AcceptanceRegime.Copas:
                return (ConditionClass.Price(lines, input.Terms.Currency.Code, caps.NewPrice!.Value, caps.MaterialClass!.Value, null, caps.Reconditioning, caps.Commensurate),
                    new($"At most the price of condition class {caps.MaterialClass}.", $"不超过状况等级{caps.MaterialClass}的价格。"));
            case AcceptanceRegime.UsCostSharing: return ItemCap(input);
            default: return (null, new("No regime caps it.", "无上限规定。"));
        }
    }

    private static (Rational? Cap, Text Reason) ItemCap(AcceptanceChainInput input)
    {
        var caps = input.Caps;
        return input.Item switch
        {
            AcceptanceItem.Services => (null, new("Time of persons is valued by its own rule, 200.306(e), (f).", "人员工时按第200.306(e)、(f)条另计。")),
            AcceptanceItem.LoanedEquipment => (caps.FairRental!.Value, new("Loaned equipment: at most fair rental value, 200.306(i)(4).", "出借设备：不超过公允租金，第200.306(i)(4)条。")),
            AcceptanceItem.Space => (caps.FairRental!.Value, new("Space: at most comparable fair rental, 200.306(i)(3).", "场地：不超过可比公允租金，第200.306(i)(3)条。")),
            AcceptanceItem.EquipmentToUse when !input.AgencyApproved => (caps.Depreciation!.Value, new("Given for use: depreciation, 200.306(h).", "供使用的设备：按折旧，第200.306(h)条。")),
            AcceptanceItem.Property when !input.AgencyApproved =>
                (Lesser(caps), new("Buildings and land: lesser of book and market value, 200.306(d).", "房地产：账面与市价取低，第200.306(d)条。")),
            AcceptanceItem.Supplies => (caps.FairMarketValue!.Value, new("Supplies: at most fair market value at donation, 200.306(g).", "物资：不超过捐赠时公允市价，第200.306(g)条。")),
            _ => (caps.FairMarketValue!.Value, new("At most fair market value at donation, 200.306(h), (i).", "不超过捐赠时公允市价，第200.306(h)、(i)条。")),
        };
    }

    private static Rational Lesser(AcceptanceCaps caps) => Money.Min(caps.BookValue!, caps.FairMarketValue!).Value;

    private sealed class Chain(Currency currency)
    {
        private readonly List<AcceptanceLink> links = [];

        public Steps Steps { get; } = new();

        public IEnumerable<AcceptanceLink> Links => links;

        public void Link(string stage, Rational value, Text reason)
        {
            var shown = Money.FromRational(value, currency, Rounding.HalfUp);
            links.Add(new AcceptanceLink(stage, shown, reason));
            Steps.Add($"chain/{stage}", new($"After '{stage}'", $"经“{stage}”"), shown, note: reason);
        }
    }
}
