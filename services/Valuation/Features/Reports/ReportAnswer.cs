using Ledger.Reporting;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Valuation.Features;

/// <summary>The font of PDF reports, read once: <c>Reports:Font</c>, else the first of the usual places.</summary>
internal sealed class ReportFonts(IConfiguration configuration)
{
    private readonly Lock reading = new();
    private ReportFont? font;

    /// <exception cref="RequestRefusedException">There is none that can carry a report; it is looked for again next time.</exception>
    public ReportFont Get()
    {
        lock (reading)
        {
            try
            {
                return font ??= ReportFont.Find(configuration["Reports:Font"]) ?? throw Missing("no font was found", "未找到字体");
            }
            catch (Exception broken) when (broken is FontUnusableException or IOException or UnauthorizedAccessException)
            {
                throw Missing(broken.Message, broken.Message);
            }
        }
    }

    private static RequestRefusedException Missing(string en, string zh) => new(new Problem(StatusCodes.Status503ServiceUnavailable, "reports.font-missing", new Text(
        $"A PDF needs a TrueType font with Chinese and Latin characters ({en}). The operator installs fonts-wqy-microhei or names a file by Reports__Font; the HTML report needs none.",
        $"生成 PDF 需要含中文与拉丁字符的 TrueType 字体（{zh}）。请运维人员安装 fonts-wqy-microhei 或以 Reports__Font 指定文件；HTML 报告不需要字体。")));
}

/// <summary>A report as an answer: a page that may do nothing but be read, or a file.</summary>
internal static class ReportAnswer
{
    public const string Formats = "{format:regex(^(html|pdf)$)}";

    /// <summary>The language asked for by <c>lang</c>, else by Accept-Language; null and why it is none of ours.</summary>
    public static ReportLanguage? LanguageOf(HttpContext http, string? lang, out Rejection? refused)
    {
        refused = lang is null or "en" or "zh" ? null : Problems.UnknownValue("lang", lang, ["en", "zh"]);
        if (refused is not null) return null;
        return lang is null ? CallerLanguage.IsChinese(http.Request) ? ReportLanguage.Chinese : ReportLanguage.English
            : lang == "zh" ? ReportLanguage.Chinese : ReportLanguage.English;
    }

    public static IResult Of(Report report, string format, string name, HttpContext http, ReportFonts fonts)
    {
        var headers = http.Response.Headers;
        headers.ContentLanguage = report.Language == ReportLanguage.Chinese ? "zh-CN" : "en";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, no-store";
        headers.Vary = "Accept-Language";
        if (format == "pdf") return Results.Bytes(PdfReport.Render(report, fonts.Get()), "application/pdf", $"{name}.pdf");
        headers.ContentSecurityPolicy = HtmlReport.ContentSecurityPolicy;
        return Results.Bytes(HtmlReport.Render(report), "text/html; charset=utf-8");
    }
}
