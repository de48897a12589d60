# Run by the tests, line by line as the guide shows it; `graft` is `npx graft` there.
# region inspect
graft inspect photos
# endregion inspect

# region preview
graft preview photos
# endregion preview

# region train
graft train photos
# endregion train

# region results
graft evaluate                       # how many photos are right, class by class
graft predict photos --format csv    # what photos show
# endregion results

# region export
# region web
graft export --to tfjs --weight-type float16 --out web    # for browsers, in half the room
# endregion web
graft export --to onnx --out onnx                             # for ONNX Runtime, in any language
graft export --to keras --out keras                           # for keras.models.load_model
# endregion export
