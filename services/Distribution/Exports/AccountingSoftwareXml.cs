using System.Globalization;
using Ledger.Distribution.Domain;
using Ledger.Rules;

namespace Ledger.Distribution.Exports;

/// <summary>
/// One book in one currency with element names in the style of GB/T 24589 (财经信息技术 会计核算软件数据接口): the electronic account book, accounts,
/// balances by account, and vouchers. A subset made without the paid text: it claims no conformance, and says so in the file.
/// </summary>
internal sealed class AccountingSoftwareXml(Stream output) : XmlFile(output)
{
    private int _voucher;

    public override void Begin(ExportHead head)
    {
        Head = head;
        var currency = head.Currencies.Count == 0 ? "CNY" : head.Currencies[0].Code;
        Xml.WriteStartElement("会计核算数据");
        Xml.WriteAttributeString("说明", "GB/T 24589 风格的子集，不声明符合该标准 (GB/T 24589-style subset; no conformance is claimed)");
        Xml.WriteStartElement("电子账簿");
        Element("电子账簿编号", head.Consortium);
        Element("会计核算单位", head.Consortium);
        Element("开发单位", "Ledger");
        Element("本位币", currency);
        Element("起始日期", Day(head.From));
        Element("截止日期", Day(head.To));
        Xml.WriteEndElement();
        foreach (var account in head.Accounts) Subject(account);
        foreach (var account in head.Accounts) Balance(account);
    }

    public override void Add(ExportedEntry entry)
    {
        _voucher++;
        for (var i = 0; i < entry.Lines.Count; i++)
        {
            var line = entry.Lines[i];
            Xml.WriteStartElement("记账凭证");
            Element("记账凭证日期", Day(entry.On));
            Element("会计年度", entry.On.Year.ToString(CultureInfo.InvariantCulture));
            Element("会计期间号", entry.On.Month.ToString(CultureInfo.InvariantCulture));
            Element("记账凭证类型编号", entry.Kind);
            Element("记账凭证编号", _voucher.ToString(CultureInfo.InvariantCulture));
            Element("记账凭证行号", (i + 1).ToString(CultureInfo.InvariantCulture));
            Element("记账凭证摘要", entry.Narrative.Zh);
            Element("科目编号", AccountNames.Plain(entry.AgreementId, line.Account));
            Element("币种编码", line.Amount.Currency.Code);
            Element("借方本币金额", line.Side == Side.Debit ? line.Amount.Amount : Money.Zero(line.Amount.Currency).Amount);
            Element("贷方本币金额", line.Side == Side.Credit ? line.Amount.Amount : Money.Zero(line.Amount.Currency).Amount);
            Element("来源编号", entry.Id.ToString());
            Xml.WriteEndElement();
        }
    }

    public override void End()
    {
        Xml.WriteEndElement();
        Xml.Flush();
    }

    private void Subject(ExportedAccount account)
    {
        Xml.WriteStartElement("会计科目");
        Element("科目编号", AccountNames.Plain(account.AgreementId, account.Account));
        Element("科目名称", account.Account.Code);
        Element("科目类型", AccountNames.ClassOf(account.Account) switch
        {
            AccountClass.Asset => "资产", AccountClass.Liability => "负债", AccountClass.Expense => "费用", _ => "权益",
        });
        Element("余额方向", AccountNames.ClassOf(account.Account) is AccountClass.Asset or AccountClass.Expense ? "借" : "贷");
        Xml.WriteEndElement();
    }

    private void Balance(ExportedAccount account)
    {
        Xml.WriteStartElement("科目余额及发生额");
        Element("科目编号", AccountNames.Plain(account.AgreementId, account.Account));
        Element("币种编码", account.Opening.Currency.Code);
        Element("期初余额方向", account.Opening.Sign < 0 ? "贷" : "借");
        Element("期初本币余额", (account.Opening.Sign < 0 ? -account.Opening : account.Opening).Amount);
        Element("借方本币发生额", account.Debit.Amount);
        Element("贷方本币发生额", account.Credit.Amount);
        Element("期末余额方向", account.Closing.Sign < 0 ? "贷" : "借");
        Element("期末本币余额", (account.Closing.Sign < 0 ? -account.Closing : account.Closing).Amount);
        Xml.WriteEndElement();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
