namespace Ledger.Rules;

/// <summary>The rejections of profiles, each with one code.</summary>
internal static class ProfileProblems
{
    public static InputRejection UnknownKey(string field, string key) => new("profile.unknown-key",
        new($"A profile has no key '{Problems.Shorten(key)}'.", $"地区参数没有“{Problems.Shorten(key)}”这一项。")) { Field = field, Value = Problems.Shorten(key) };

    public static InputRejection SourceMissing(string field, SourceMark mark) => new("profile.source-missing",
        new($"A value marked '{KebabCase.Name(mark)}' names its legal source.", $"标为“{KebabCase.Name(mark)}”的值须注明法律依据。")) { Field = field };

    public static InputRejection SourceUnknown(string field, string source) => new("profile.source-unknown",
        new($"'{source}' is none of the legal references of this document.", $"“{source}”不在本文件的法律依据之列。")) { Field = field, Value = source };

    public static InputRejection SourceUncertain(string field, string source) => new("profile.source-uncertain",
        new($"'found' says that the text was read, but '{source}' does not say where: state foundAt, or mark the value 'from-memory'.",
            $"标为 found 表示已查得原文，但“{source}”未注明出处：请填写 foundAt，或改标 from-memory。")) { Field = field, Value = source };

    public static InputRejection Relaxed(string key, string basis, string own, RegionProfileReference origin) => new("profile.relaxed",
        new($"{key}: the base {origin.Id}/{origin.Version} says {basis} and may only be tightened; {own} relaxes it.",
            $"{key}：基准 {origin.Id}/{origin.Version} 为 {basis}，只能收紧；{own} 属放宽。")) { Field = JsonPath.Member("values", key), Value = Problems.Shorten(own) };

    public static InputRejection CurrencyDiffers(string basis, string own) => new("profile.currency-differs",
        new($"The base counts in {basis}, the override in {own}.", $"基准以 {basis} 计，本参数以 {own} 计。")) { Field = "currency", Value = own };

    public static InputRejection NotItsBase(string expected, string given) => new("profile.not-its-base",
        new($"The override names {expected} as its base, not {given}.", $"本参数的基准是 {expected}，不是 {given}。")) { Field = "base", Value = given };
}
