using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Contributions.Domain;
using static Ledger.Contributions.Imports.CellForm;

namespace Ledger.Contributions.Imports;

/// <summary>
/// Columns of an import of contributions: everything that a registration takes. Besides these, <c>attribute: NAME</c>
/// (属性：NAME), <c>evidence N: FIELD</c> (凭证N：FIELD) and <c>secrecy N: FIELD</c> (保密N：FIELD) for N from 1 to
/// <see cref="ContributionLimits.ImportEvidenceColumns"/>.
/// </summary>
internal static partial class ContributionColumns
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["现金"] = "cash", ["捐赠设备"] = "donated-equipment", ["借用设备"] = "loaned-equipment", ["场地"] = "space", ["耗材"] = "supplies",
        ["人员工时"] = "staff-time", ["技术许可"] = "technology-licence", ["技术转让"] = "technology-assignment",
        ["培训内容"] = "training-content", ["数据"] = "data",
    };

    private static readonly Dictionary<string, string> Claims = new(StringComparer.Ordinal)
    {
        ["偿付为止"] = "until-paid", ["长期"] = "lasting", ["一次性"] = "one-time",
    };

    private static readonly Dictionary<string, string> Exclusivities = new(StringComparer.Ordinal)
    {
        ["独占"] = "exclusive", ["排他"] = "sole", ["普通"] = "non-exclusive",
    };

    /// <summary>The columns that an export writes, in its order.</summary>
    public static IReadOnlyList<Column> Fixed { get; } =
    [
        new("reference", Word, "reference", "编号", Need.Always),
        new("agreementId", Word, "agreement", "协议", Need.Always),
        new("party", Word, "party", "投入方"),
        new("kind", Word, "kind", "类别", Need.Always, Words: Kinds),
        new("title.en", Text, "title (en)", "名称（英文）", Need.Always),
        new("title.zh", Text, "title (zh)", "名称（中文）", Need.Always),
        new("effectiveOn", Date, "effective on", "生效日", Need.Always),
        new("receivedBy", Word, "received by", "接收方", Need.Always),
        new("state", Ignored, "state", "状态"),
        new("claimed.currency", Word, "currency", "币种", Need.Always),
        new("claimed.amount", Number, "claimed", "申报价值", Need.Always),
        new("accepted", Ignored, "accepted", "认定价值"),
        new("disputed", Ignored, "disputed", "有争议"),
        new("damaged", Ignored, "damaged", "有损坏"),
        new("claimType", Word, "claim type", "回报方式", Words: Claims),
        .. Group("cash", ("paidOn", Date, "paid on", "到账日", true), ("paymentReference", Word, "payment reference", "付款编号", true)),
        .. Group("equipment", ("serialNumber", Text, "serial number", "出厂编号", true), ("ageMonths", Whole, "age in months", "已用月数", true),
            ("condition", Number, "condition", "成新率", true), ("publicFundedShare", Number, "public funded share", "财政资金比例", false),
            ("availableHoursPerMonth", Whole, "available hours per month", "每月可用机时", false)),
        .. Days("details.equipment.loan", "details.equipment.loan", "loan", "借用"),
        .. Group("space", ("squareMetres", Number, "area (m2)", "面积（平方米）", true)),
        .. Days("details.space.period", "details.space", "space", "场地"),
        .. Group("supplies", ("quantity", Number, "quantity", "数量", true), ("unit", Word, "unit", "单位", true)),
        .. Group("staffTime", ("person", Word, "person", "人员", true), ("function.en", Text, "function (en)", "岗位职责（英文）", true),
            ("function.zh", Text, "function (zh)", "岗位职责（中文）", true), ("hours", Whole, "hours", "工时", true),
            ("sameSkill", YesNo, "same skill", "同类技能", true)),
        .. Days("details.staffTime.period", "details.staffTime", "work", "工作"),
        .. Group("technology", ("scope.en", Text, "scope (en)", "使用范围（英文）", true), ("scope.zh", Text, "scope (zh)", "使用范围（中文）", true)),
        new("details.technology.exclusivity", Word, "exclusivity", "排他性", Need.WithGroup, "details.technology", Exclusivities),
        .. Days("details.technology.term", "details.technology.term", "term", "许可"),
        .. Group("trainingContent", ("teachingHours", Whole, "teaching hours", "教学学时", true), ("trade.en", Text, "trade (en)", "工种（英文）", true),
            ("trade.zh", Text, "trade (zh)", "工种（中文）", true)),
        .. Group("data", ("records", Whole, "records", "记录数", true), ("personal", YesNo, "personal data", "含个人信息", true)),
        new("details.data.legalBasis.en", Text, "legal basis (en)", "合法依据（英文）", Need.WithGroup, "details.data.legalBasis"),
        new("details.data.legalBasis.zh", Text, "legal basis (zh)", "合法依据（中文）", Need.WithGroup, "details.data.legalBasis"),
        new("attributes", Json, "attributes (json)", "属性（json）"),
        new("evidence", Json, "evidence (json)", "凭证（json）"),
    ];

    private static readonly (string Path, CellForm Form, string En, string Zh, bool Needed)[] EvidenceFields =
    [
        ("reference", Word, "reference", "编号", true), ("sourceClass", Word, "source class", "来源类别", true),
        ("issuedOn", Date, "issued on", "日期", true), ("title.en", Text, "title (en)", "名称（英文）", true),
        ("title.zh", Text, "title (zh)", "名称（中文）", true), ("sha256", Word, "sha256", "sha256", true),
        ("number", Text, "number", "号码", false), ("issuer", Word, "issuer", "开具方", false), ("relatedParty", YesNo, "related party", "关联方", false),
    ];

    private static readonly Dictionary<string, string> Tiers = new(StringComparer.Ordinal)
    {
        ["联合体"] = "consortium", ["指定"] = "named", ["密封"] = "sealed", ["个人"] = "personal",
    };

    private static readonly (string Path, CellForm Form, string En, string Zh, bool Needed)[] MarkFields =
    [
        ("field", Word, "field", "字段", true), ("tier", Word, "tier", "密级", false), ("readers", Words, "readers", "可阅读者", false), ("subject", Word, "subject", "主体", false),
    ];

    /// <summary>The column of a normalised header that is not among the fixed ones, or null.</summary>
    /// <param name="name">Normalised, as <see cref="HeaderMap.Normal"/> does.</param>
    /// <param name="written">As the file has it: names of attributes keep their case.</param>
    public static Column? Open(string name, string written)
    {
        if (Attribute().Match(name) is { Success: true })
        {
            var attribute = written[(written.IndexOfAny([':', '：']) + 1)..].Trim();
            return new Column("attributes." + attribute, Text, "attribute: " + attribute, "属性：" + attribute);
        }

        return Numbered(Evidence().Match(name), "evidence", "凭证", EvidenceFields) ?? Numbered(Mark().Match(name), "secrecy", "保密", MarkFields);
    }

    private static Column? Numbered(Match piece, string member, string zhName, (string Path, CellForm Form, string En, string Zh, bool Needed)[] fields)
    {
        if (!piece.Success) return null;
        var number = int.Parse(piece.Groups["n"].Value, CultureInfo.InvariantCulture);
        if (number is < 1 or > ContributionLimits.ImportEvidenceColumns) return null;
        var group = $"{member}[{number - 1}]";
        foreach (var (path, form, en, zh, needed) in fields)
        {
            if (piece.Groups["field"].Value == HeaderMap.Normal(en) || piece.Groups["field"].Value == HeaderMap.Normal(zh))
                return new Column(
                    $"{group}.{path}", form, $"{member} {number}: {en}", $"{zhName}{number}：{zh}", needed ? Need.WithGroup : Need.Never, group, path == "tier" ? Tiers : null);
        }

        return null;
    }

    private static IEnumerable<Column> Group(string group, params (string Path, CellForm Form, string En, string Zh, bool Needed)[] members) =>
        members.Select(member => new Column(
            $"details.{group}.{member.Path}", member.Form, member.En, member.Zh, member.Needed ? Need.WithGroup : Need.Never, $"details.{group}"));

    private static IEnumerable<Column> Days(string path, string group, string en, string zh) =>
    [
        new(path + ".from", Date, en + " from", zh + "起始日", Need.WithGroup, group),
        new(path + ".to", Date, en + " to", zh + "截止日", Need.WithGroup, group),
    ];

    [GeneratedRegex("^(attribute|属性):.", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Attribute();

    [GeneratedRegex("^(secrecy|保密) ?(?<n>[0-9]{1,2}):(?<field>.+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Mark();

    [GeneratedRegex("^(evidence|凭证) ?(?<n>[0-9]{1,2}):(?<field>.+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Evidence();
}
