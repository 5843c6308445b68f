using Ledger.Reporting;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Distribution.Features;

/// <summary>The font of PDF statements, read once: <c>Reports:Font</c>, else the first of the usual places.</summary>
internal sealed class StatementFonts(IConfiguration configuration)
{
    private readonly Lock _reading = new();
    private ReportFont? _font;

    /// <exception cref="RequestRefusedException">There is none that can carry a statement; it is looked for again next time.</exception>
    public ReportFont Get()
    {
        lock (_reading)
        {
            try
            {
                return _font ??= ReportFont.Find(configuration["Reports:Font"]) ?? throw Missing();
            }
            catch (Exception broken) when (broken is FontUnusableException or IOException or UnauthorizedAccessException)
            {
                throw Missing();
            }
        }
    }

    private static RequestRefusedException Missing() => new(new Problem(StatusCodes.Status503ServiceUnavailable, "reports.font-missing", new Text(
        "A PDF needs a TrueType font with Chinese and Latin characters. The operator installs fonts-wqy-microhei or names a file by Reports__Font; the HTML statement needs none.",
        "生成 PDF 需要含中文与拉丁字符的 TrueType 字体。请运维人员安装 fonts-wqy-microhei 或以 Reports__Font 指定文件；HTML 对账单不需要字体。")));
}
