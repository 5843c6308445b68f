using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>Why an archive, or a document that is one inside, is not taken.</summary>
internal static class ArchiveRefused
{
    public static RequestRefusedException Malformed() => Make("malformed",
        "The archive cannot be read to its end.", "压缩包无法完整读取。");

    public static RequestRefusedException TooMany() => Make("too-many",
        $"The archive holds more than {ContributionLimits.ArchiveEntries} entries.", $"压缩包内条目超过 {ContributionLimits.ArchiveEntries} 个。");

    public static RequestRefusedException TooLarge() => Make("too-large",
        $"Unpacked, the archive is larger than {ContributionLimits.ArchiveBytes} bytes.", $"压缩包解压后超过 {ContributionLimits.ArchiveBytes} 字节。");

    public static RequestRefusedException Ratio(string entry) => Make("ratio",
        $"'{Shown(entry)}' grows to more than {ContributionLimits.ArchiveRatio} times its size when it is unpacked.",
        $"“{Shown(entry)}”解压后超过原大小的 {ContributionLimits.ArchiveRatio} 倍。");

    public static RequestRefusedException Nested(string entry) => Make("nested",
        $"'{Shown(entry)}' is an archive too deep inside, or of a kind that is not looked into. Upload its files themselves.",
        $"“{Shown(entry)}”为嵌套过深或无法检查的压缩包，请直接上传其中的文件。");

    public static RequestRefusedException Path(string entry) => Make("path",
        $"The name '{Shown(entry)}' leads out of the archive, or stands twice in it.", $"条目名“{Shown(entry)}”指向压缩包之外或重复。");

    public static RequestRefusedException Link(string entry) => Make("link",
        $"'{Shown(entry)}' is neither a file nor a folder but a link or a device.", $"“{Shown(entry)}”是链接或设备，而非文件或文件夹。");

    public static RequestRefusedException Encrypted(string entry) => Make("encrypted",
        $"'{Shown(entry)}' is encrypted and cannot be looked at. Upload it without a password.", $"“{Shown(entry)}”已加密，无法检查，请上传未加密的文件。");

    public static RequestRefusedException Macro(string entry) => Make("macro",
        $"The document carries a program ('{Shown(entry)}'). Save it without macros.", $"文档内含宏程序（“{Shown(entry)}”），请另存为不含宏的文档。");

    // Names come from outside: short, and without what a terminal or a page would act on.
    private static string Shown(string name)
    {
        var plain = new string([.. name.Select(c => char.IsControl(c) || c is '<' or '>' ? '?' : c)]);
        return plain.Length <= 60 ? plain : plain[..57] + "...";
    }

    private static RequestRefusedException Make(string code, string en, string zh) =>
        new(new Problem(StatusCodes.Status422UnprocessableEntity, "evidence.archive-" + code, new Text(en, zh)));
}
