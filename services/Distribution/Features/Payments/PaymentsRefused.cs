using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Distribution.Features;

/// <summary>Problems of payments that are no decision.</summary>
internal static class PaymentsRefused
{
    public static RequestRefusedException NoKey() => new(new Problem(
        StatusCodes.Status503ServiceUnavailable, "bank-account.no-key", new Text(
            "This service was given no key under which bank accounts are kept. The operator must set Payments:Key or Payments:KeyFile.",
            "本服务未配置银行账户加密密钥，须由运维人员设置 Payments:Key 或 Payments:KeyFile。")));

    public static RequestRefusedException MediaType() => new(new Problem(
        StatusCodes.Status415UnsupportedMediaType, "bank-results.media-type", new Text(
            "Send the bank's file as application/xml or text/csv.", "请以 application/xml 或 text/csv 提交银行文件。")));
}
