using System.Diagnostics;

namespace Ledger.Reporting.Tests;

/// <summary>Files as other programs read them. The launcher installs the font and the reader (deploy/local/tests.sh).</summary>
public sealed class PdfReportTests
{
    private static readonly Lazy<ReportFont> Font = new(() => ReportFont.Find(null)
        ?? throw new InvalidOperationException("Install fonts-wqy-microhei; `./ledger test` does."));

    [Fact]
    public async Task Chinese_is_read_out_of_the_file_as_it_was_written()
    {
        var text = await ReadAsync(PdfReport.Render(SampleReport.In(ReportLanguage.Chinese), Font.Value), "pdftotext", "-layout", "{0}", "-");
        Assert.Contains("评估报告", text, StringComparison.Ordinal);
        Assert.Contains("数控机床，二〇二六年一月", text, StringComparison.Ordinal);
        Assert.Contains("1,234,567.89 CNY", text, StringComparison.Ordinal);
        Assert.Contains("第 1 页，共", text, StringComparison.Ordinal);
        // The head of a table stands on every page that it reaches, and no row is lost.
        Assert.All(Enumerable.Range(1, 60), i => Assert.Contains($"C{i} ", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_characters_in_use_are_embedded()
    {
        var file = PdfReport.Render(SampleReport.In(ReportLanguage.Chinese), Font.Value);
        Assert.InRange(file.Length, 10_000, 400_000);
        var fonts = (await ReadAsync(file, "pdffonts", "{0}")).Split('\n').Skip(2).Where(line => line.Length > 0).ToList();
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font => Assert.Contains("Identity-H       yes yes yes", font, StringComparison.Ordinal)); // embedded, subset, mapped to text
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes() => Assert.Equal(
        PdfReport.Render(SampleReport.In(ReportLanguage.English), Font.Value), PdfReport.Render(SampleReport.In(ReportLanguage.English), Font.Value));

    [Fact]
    public void What_is_no_font_for_reports_is_refused()
    {
        Assert.Null(ReportFont.Find("/nowhere/font.ttf"));
        Assert.Throws<FontUnusableException>(() => ReportFont.Of([1, 2, 3]));
        Assert.Throws<FontUnusableException>(() => ReportFont.Of("OTTO, with PostScript outlines"u8.ToArray()));
        Assert.Throws<FontUnusableException>(() => ReportFont.Of([0, 1, 0, 0, 0, 1, .. new byte[40]]));
        Assert.Throws<FontUnusableException>(() => ReportFont.Of([.. "ttcf"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF]));
    }

    private static async Task<string> ReadAsync(byte[] file, string program, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.pdf");
        await File.WriteAllBytesAsync(path, file);
        try
        {
            using var reader = Process.Start(new ProcessStartInfo(program, arguments.Select(argument => argument == "{0}" ? path : argument)) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var text = await reader.StandardOutput.ReadToEndAsync();
            await reader.WaitForExitAsync();
            Assert.Equal(0, reader.ExitCode);
            return text;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
