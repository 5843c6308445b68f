using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Ledger.Reporting;

/// <summary>
/// A report as a PDF on A4 with the used characters embedded and readable as text. The same report and font give the same bytes.
/// </summary>
public static class PdfReport
{
    // The library's font caches are shared by the process; a report takes a fraction of a second.
    private static readonly Lock Library = new();

    /// <summary>The file.</summary>
    /// <exception cref="ReportMalformedException">The report passes a limit.</exception>
    public static byte[] Render(Report report, ReportFont font)
    {
        ReportCheck.Of(report);
        lock (Library)
        {
            using var document = new PdfDocument();
            document.Info.Title = Plain.Of(report.Title);
            document.Info.Creator = "Ledger";
            document.Info.CreationDate = document.Info.ModificationDate = report.AsOf.UtcDateTime;
            document.Language = report.Language == ReportLanguage.Chinese ? "zh-CN" : "en";
            var flow = new PdfFlow(document, new PdfText(font.Face), report);
            flow.Write();
            using var file = new MemoryStream();
            document.Save(file, closeStream: false);
            return PdfIdentity.Settle(file.ToArray(), Encoding.UTF8.GetBytes($"{report.Title}\n{report.AsOf.UtcTicks}"));
        }
    }
}
