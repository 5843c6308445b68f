using Ledger.Portal.Accounts;
using Ledger.Portal.Web;

namespace Ledger.Portal.Pages;

/// <summary>Where the rooms are, and for whom. Every member may read the common record; what changes it is offered by role.</summary>
public static class Desks
{
    private static readonly (string Href, Text Name, Text About)[] All =
    [
        ("/ours", new("Our year", "本单位年度"), new("Brought in, due, struck and got; incentive file; who read about us", "投入、待办、损失与所得；抵免台账；谁查阅了我们")),
        ("/agreement", new("Agreement", "协议"), new("What was agreed, by whom it was signed, what is due", "约定内容、签署情况与待办义务")),
        ("/contributions", new("Contributions", "投入"), new("What each member brought in: claimed, missing, accepted", "各成员的投入：申报、缺项与认定")),
        ("/imports", new("Files in", "导入"), new("Contributions, use logs and time sheets from CSV", "从 CSV 导入投入、使用记录与工时")),
        ("/values", new("Values", "评估"), new("Cases with their market evidence, from claimed to accepted", "评估案件及市场依据，从申报到认定")),
        ("/evidence", new("Evidence", "凭证"), new("The evidence register and price indexes, used in every case", "市场凭证登记簿与价格指数，供各案件使用")),
        ("/risks", new("Risks", "风险"), new("What struck, what it cost, who bears it, the reserve", "风险事件、损失、分担与准备金")),
        ("/sharing", new("Sharing", "分配"), new("Pools, runs, objections, approvals, settlement", "收益池、分配方案、异议、复核与结算")),
        ("/journal", new("Journal", "账簿"), new("Entries, balances as of any day, trial balance", "分录、任一日余额与试算平衡")),
        ("/payments", new("Payments", "付款"), new("What is payable, batches, bank's answers, reconciliation", "应付、付款批次、银行回执与对账")),
        ("/statements", new("Statements", "对账单"), new("What each party gets, line by line", "各成员所得，逐项列示")),
        ("/trail", new("Trail", "追溯"), new("How a figure came about; bundles that verify without servers", "数字的来龙去脉；可离线验证的证据包")),
        ("/audit", new("Audit", "审计"), new("Search, samples, checks, findings, grants, checkpoints", "查找、抽样、检查、发现、授权与检查点")),
        ("/consortium", new("Consortium", "联合体"), new("Parties, people and roles, defaults, who controls whom", "成员、人员与职责、违约与控制关系")),
        ("/profiles", new("Regions", "地区政策"), new("Policy profiles side by side, what-if, alignment", "政策档案对照、假设检验与供需匹配")),
        ("/operations", new("Operations", "运行"), new("Health, lags, queues with what failed, replay", "健康、延迟、失败队列与重投")),
    ];

    /// <summary>The rooms of a person, in the order of the work.</summary>
    public static IEnumerable<(string Href, Text Name, Text About)> For(Account account) => All.Where(desk => desk.Href switch
    {
        "/imports" => account.Is(Role.Contributor),
        "/audit" => account.IsAny(Role.Regulator, Role.Administrator, Role.Approver),
        "/operations" or "/consortium" => account.Is(Role.Administrator),
        "/profiles" => account.IsAny(Role.Administrator, Role.Regulator),
        "/payments" => account.IsAny(Role.FinanceOfficer, Role.Approver, Role.Signatory, Role.Regulator),
        "/ours" => account.IsAny(Role.Contributor, Role.Signatory),
        _ => true,
    });
}
