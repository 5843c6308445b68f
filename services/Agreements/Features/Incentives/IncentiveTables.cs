using Ledger.Agreements.Domain;
using Ledger.Rules;

namespace Ledger.Agreements.Features;

/// <summary>The tables of a year of an incentive file.</summary>
internal static class IncentiveTables
{
    private static readonly SortedDictionary<string, Func<IncentiveAnswer, Table>> All = new(StringComparer.Ordinal)
    {
        ["form"] = Form, ["listing"] = Listing, ["parameters"] = Parameters, ["support"] = Support, ["steps"] = Steps,
    };

    public static IEnumerable<string> Parts => All.Keys;

    /// <summary>The table of a part, or null.</summary>
    public static Func<IncentiveAnswer, Table>? Find(string part) => All.GetValueOrDefault(part);

    private static Table Form(IncentiveAnswer answer)
    {
        var rows = new List<IReadOnlyList<string?>>();
        foreach (var line in answer.Form ?? []) Add(Cells.Number(line.Line), line.Name, line.Amount);
        if (answer.Figures is { } figures)
        {
            Add(null, new("Credit used", "本期抵免"), figures.Credit);
            Add(null, new("Against the education surcharge", "抵免教育费附加"), figures.CreditEducation);
            Add(null, new("Against the local education surcharge", "抵免地方教育附加"), figures.CreditLocal);
            Add(null, new("Surcharges still due", "抵免后应缴附加"), figures.DueAfter);
        }

        if (answer.Repayment is { } memo) Add(null, new("To be paid back (not in the form)", "应补缴（表外）"), memo.Amount);
        foreach (var open in answer.Open) rows.Add([null, open.Message.En, open.Message.Zh, null, null]);
        return new Table(
            [new("line", "栏次"), new("name (en)", "名称（英文）"), new("name (zh)", "名称（中文）"), new("amount", "金额"), new("currency", "币种")], rows);

        void Add(string? line, Text name, Money amount) => rows.Add([line, name.En, name.Zh, amount.Amount, amount.Currency.Code]);
    }

    private static Table Parameters(IncentiveAnswer answer)
    {
        var stated = answer.Parameters;
        return new Table(
            [
                new("key", "参数"), new("value", "取值"), new("profile", "政策参数"), new("mark", "确定程度"), new("source (en)", "依据（英文）"),
                new("source (zh)", "依据（中文）"), new("place", "条款"),
            ],
            stated.Terms is { } terms
                ? [.. terms.Origins.Select(origin => (IReadOnlyList<string?>)
                    [
                        origin.Key, origin.Value, $"{origin.Origin.Id} {Cells.Number(origin.Origin.Version)}", KebabCase.Name(origin.Mark),
                        origin.Source?.Title.En, origin.Source?.Title.Zh, origin.Place,
                    ])]
                :
                [
                    Stated("taxCredit.rate", stated.Rate.ToString()),
                    .. stated.Kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal)
                        .Select(kind => Stated($"taxCredit.baseCategories.{kind.Key}", KebabCase.Name(kind.Value))),
                ]);

        IReadOnlyList<string?> Stated(string key, string value) => [key, value, stated.Profile, KebabCase.Name(stated.Mark), stated.Source, stated.Source, null];
    }

    private static Table Support(IncentiveAnswer answer) => new(
        [
            new("reference", "编号"), new("kind", "类别"), new("basis", "依据"), new("category", "申报类型"), new("treatment", "认定类型"), new("counts", "计入基数"),
            new("invoice", "发票号码"), new("invoiced on", "发票日期"), new("paid on", "付款日期"), new("accepted on", "验收日期"), new("amount", "金额"),
            new("currency", "币种"), new("paid by", "付款企业"), new("paid by member", "企业自付金额"), new("agreement", "协议"), new("contract", "合同凭证"),
            new("invoice file", "发票凭证"), new("payment", "付款凭证"), new("acceptance", "验收凭证"), new("missing", "缺少凭证"), new("decision", "认定理由"),
            new("note", "税务机关答复"),
        ],
        [
            .. answer.Support.Select(line => (IReadOnlyList<string?>)
            [
                line.Item.Reference, line.Item.Kind, KebabCase.Name(line.Item.Basis), KebabCase.Name(line.Item.Category), KebabCase.Name(line.Treatment),
                Cells.YesNo(line.Counts), line.Item.Invoice, Cells.Day(line.Item.InvoicedOn), Cells.Day(line.Item.PaidOn), Cells.Day(line.Item.AcceptedOn),
                line.Item.Amount.Amount, line.Item.Amount.Currency.Code, line.Item.PaidBy, line.Item.PaidByMember.Amount, line.Item.AgreementId,
                line.Item.Evidence.Contract, line.Item.Evidence.Invoice, line.Item.Evidence.Payment, line.Item.Evidence.Acceptance,
                string.Join(' ', line.Missing), line.Decision?.Reason, line.Decision?.Note,
            ]),
        ]);

    private static Table Listing(IncentiveAnswer answer) => new(
        [new("enterprise", "企业"), new("as", "身份"), new("from", "起始日"), new("to", "截止日"), new("evidence", "凭证")],
        [
            .. answer.Listings.Select(listing => (IReadOnlyList<string?>)
                [answer.Enterprise, "listed", Cells.Day(listing.From), Cells.Day(listing.To), listing.Sha256]),
            .. answer.Members.Select(member => (IReadOnlyList<string?>)
                [member.Member, "controlled", Cells.Day(member.From), Cells.Day(member.To), member.Sha256]),
        ]);

    private static Table Steps(IncentiveAnswer answer) => new(
        [
            new("step", "步骤"), new("name (en)", "名称（英文）"), new("name (zh)", "名称（中文）"), new("value", "数值"), new("unit", "单位"),
            new("formula", "算式"), new("note (en)", "说明（英文）"), new("note (zh)", "说明（中文）"),
        ],
        [
            .. (answer.Calculation?.Steps ?? []).Select(step => (IReadOnlyList<string?>)
                [step.Id, step.Name.En, step.Name.Zh, step.Value, step.Unit, step.Formula, step.Note?.En, step.Note?.Zh]),
        ]);
}
