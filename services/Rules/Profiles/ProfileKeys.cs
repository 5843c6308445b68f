namespace Ledger.Rules;

/// <summary>
/// The one table of what a region policy profile can say and which way each value is tighter. Source: regional policy profile,
/// domain rules section 3.5. The published schema holds the same keys; a test compares them.
/// </summary>
public static class ProfileKeys
{
    internal const string EvidenceOf = "valuation.minEvidence.";
    internal const string Validity = "valuation.validityMonths";
    internal const string IndexMove = "valuation.indexMoveLimit";
    internal const string CapOf = "valuation.capsPerKind.";
    internal const string RetentionOf = "retentionYears.";
    internal const string RoundingMode = "roundingMode";
    internal const string InventorMinimum = "statutoryShares.inventorMin";
    internal const string GovernmentMaximum = "statutoryShares.governmentMax";
    internal const string PublicCapRequired = "publicPartyLossCap.required";
    internal const string PublicCapMultiple = "publicPartyLossCap.multiple";
    internal const string CrossBorder = "privacy.crossBorder";

    private const int Years = 100;

    /// <summary>Every key, by area.</summary>
    public static IReadOnlyList<ProfileKey> All { get; } =
    [
        new(RoundingMode, ProfileShape.Choice, Tightening.Equal, new("How each named line is rounded.", "各列示项目的舍入方式。")) { Choices = [.. KebabCase.Names<Rounding>()] },

        new("taxCredit.rate", ProfileShape.Share, Tightening.Smaller, new("Credit per unit of qualifying investment.", "符合条件投资额的抵免比例。")),
        Star("taxCredit.baseCategories.*", ProfileShape.Choice, Tightening.LaterWord, new("Whether a category of spending is in the credit base.", "某类支出是否计入抵免基数。"))
            with { Choices = Words(CreditTreatment.Eligible, CreditTreatment.AskTaxOffice, CreditTreatment.NotEligible) },
        Star("taxCredit.surcharges.*", ProfileShape.Share, Tightening.Equal, new("Rate of a surcharge on VAT and consumption tax.", "以增值税、消费税为基数的附加费率。")),
        new("taxCredit.halving", ProfileShape.Flag, Tightening.Equal, new("Whether a halving of the surcharges for small taxpayers comes before the credit.", "小微减半是否先于抵免。")),
        new("taxCredit.carryForwardYears", ProfileShape.CountOrEndless, Tightening.Smaller, new("Years for which unused credit is carried; null: without end.", "未抵免额可结转的年数；null 为不限。")) { Most = Years },
        new("taxCredit.clawback", ProfileShape.Flag, Tightening.Yes, new("Whether credit taken is repaid on withdrawal or share transfer.", "撤资或转让股权时是否补缴已抵免额。")),
        new("taxCredit.groupAllowed", ProfileShape.Flag, Tightening.No, new("Whether members of a group may credit what they paid themselves.", "集团成员企业可否按自身实际投资抵免。")),

        Star("cert.conditions.*", ProfileShape.Words, Tightening.Equal, new("A condition for certification.", "认定条件。")),
        new("cert.minSpend", ProfileShape.Amount, Tightening.Larger, new("Least spending within the window.", "窗口期内最低投入。")),
        new("cert.windowYears", ProfileShape.Count, Tightening.Smaller, new("Years of the rolling window.", "滚动窗口年数。")) { Least = 1, Most = Years },
        new("cert.minCultivationYears", ProfileShape.Count, Tightening.Larger, new("Least years in the library before certification.", "认定前在培育库的最少年数。")) { Most = Years },

        new(Validity, ProfileShape.Count, Tightening.Smaller, new("Months for which an appraisal is valid.", "评估结论有效月数。")) { Least = 1 },
        Star(Validity + ".*", ProfileShape.Count, Tightening.Smaller, new("The same for one kind; the shorter of the two holds.", "某类投入的有效月数；取较短者。"), ProfileStar.ContributionKind) with { Least = 1 },
        new(IndexMove, ProfileShape.Share, Tightening.Smaller, new("Move of a price index beyond which an accepted value is due again.", "价格指数变动超过该比例时须重新评估。")),
        Star(EvidenceOf + "*", ProfileShape.Count, Tightening.Larger, new("Least pieces of evidence for one kind.", "某类投入的最少凭证份数。"), ProfileStar.ContributionKind) with { Most = RuleLimits.Items },
        new("valuation.economicBase", ProfileShape.Choice, Tightening.Equal, new("What economic obsolescence is taken of.", "经济性贬值的计算基数。")) { Choices = [.. KebabCase.Names<EconomicShareOf>()] },
        new("valuation.economicTax", ProfileShape.Choice, Tightening.Equal, new("Whether lost income is taken before or after tax.", "收益损失按税前或税后计算。")) { Choices = ["before-tax", "after-tax"] },
        new("valuation.indexSeries", ProfileShape.Identifiers, Tightening.Subset, new("Price index series that may be used.", "可用的价格指数序列。")),
        Star(CapOf + "*", ProfileShape.Choice, Tightening.Equal, new("The most that a value of one kind may come to.", "某类投入的价值上限口径。"), ProfileStar.ContributionKind)
            with { Choices = [.. KebabCase.Names<ValueCap>()] },
        new("valuation.relatedPartyRule", ProfileShape.Choice, Tightening.LaterWord, new("How evidence from a related party counts.", "关联方证据如何计入。")) { Choices = ["disclose", "at-most-cost", "no-weight"] },
        new("valuation.dualControlThreshold", ProfileShape.Amount, Tightening.Smaller, new("Value from which two approvers of different parties are needed.", "须由不同成员两人核准的金额起点。")),

        Star("labour.marketRates.*", ProfileShape.Amount, Tightening.Smaller, new("Highest hourly rate of a function.", "某岗位每小时最高费率。")),
        new("labour.fringeMax", ProfileShape.Share, Tightening.Smaller, new("Highest fringe on a regular rate.", "常规费率之上的最高附加比例。")),

        new("subsidy.rate", ProfileShape.Share, Tightening.Smaller, new("Subsidy per unit of eligible spending.", "合格支出的补助比例。")),
        new("subsidy.cap", ProfileShape.Amount, Tightening.Smaller, new("Most for one consortium.", "每个联合体补助上限。")),
        new("subsidy.perEntityCap", ProfileShape.Amount, Tightening.Smaller, new("Most for one entity.", "每个单位补助上限。")),
        new("subsidy.categories", ProfileShape.Identifiers, Tightening.Subset, new("Categories of spending that are subsidised.", "可补助的支出类别。")),

        new(InventorMinimum, ProfileShape.Share, Tightening.Larger, new("Least share of net transfer income for those who made the result.", "成果完成人在转化净收入中的最低份额。")),
        new(GovernmentMaximum, ProfileShape.Share, Tightening.Smaller, new("Most of a pool that government parties may take.", "政府类成员可得收益份额上限。")),
        new(PublicCapRequired, ProfileShape.Flag, Tightening.Yes, new("Whether every public party needs a cap on losses.", "公办成员是否必须设损失上限。")),
        new(PublicCapMultiple, ProfileShape.Multiple, Tightening.Smaller, new("Most of that cap as a multiple of the party's accepted value.", "该上限最多为其认定价值的倍数。")),

        Star(RetentionOf + "*", ProfileShape.CountOrEndless, Tightening.Larger, new("Years a class of records is kept; null: without end.", "某类档案保存年数；null 为永久。")) with { Least = 1 },
        new("privacy.law", ProfileShape.Words, Tightening.Equal, new("The law on personal data.", "个人信息适用的法律。")),
        new(CrossBorder, ProfileShape.Flag, Tightening.No, new("Whether personal data may leave the country.", "个人信息可否出境。")),

        new("indicators.catalogueId", ProfileShape.Identifier, Tightening.Equal, new("The catalogue of construction indicators.", "建设指标目录。")),
        Star("reports.*.due", ProfileShape.Words, Tightening.Equal, new("When a report is due.", "报告期限。")),
        Star("reports.*.format", ProfileShape.Identifier, Tightening.Equal, new("Format of a report.", "报告格式。")),
        new("alignmentIndex.formula", ProfileShape.Choice, Tightening.Equal, new("The method of the alignment index.", "契合度指数的方法。")) { Choices = [AlignmentIndex.Method.Id] },
        Star("alignmentIndex.weights.*", ProfileShape.Multiple, Tightening.Equal, new("Weight of a field, for people: the method takes all fields alike.", "某专业领域的权重，供人参考；方法对各领域同等对待。")),
    ];

    /// <summary>The key of this name, or null when there is none. A key without star comes before one with.</summary>
    public static ProfileKey? Find(string name) => All.FirstOrDefault(key => key.Match(name) is not null);

    private static ProfileKey Star(string name, ProfileShape shape, Tightening tighter, Text meaning, ProfileStar star = ProfileStar.Identifier) =>
        new(name, shape, tighter, meaning) { Star = star };

    private static IReadOnlyList<string> Words<T>(params IEnumerable<T> values) where T : struct, Enum => [.. values.Select(KebabCase.Name)];
}
